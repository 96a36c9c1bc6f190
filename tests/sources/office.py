"""Small Word and OpenDocument files made for the tests, part by part, so that they may hold anything."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="{_RELATION}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ODF_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"))
)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A package of these parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def run(text: str, properties: str = "", kind: str = "t") -> str:
    """A run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{kind} xml:space="preserve">{escape(text)}</w:{kind}></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of runs, or of words."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if content.startswith('<') else run(content)}</w:p>"


def numbered(text: str, number: int, level: int) -> str:
    """A paragraph that is numbered automatically."""
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(content: str, properties: str = "") -> str:
    """A cell with paragraphs, or with words."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else paragraph(content)}</w:tc>"


def table(rows: list[list[str]]) -> str:
    """A table of cells, which may be words."""
    written = ("".join(one if one.startswith("<") else cell(one) for one in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in written)}</w:tbl>"


def box(content: str) -> str:
    """A paragraph at which a text box hangs."""
    style = "position:absolute;margin-left:0;margin-top:0;width:400pt;height:90pt"
    shape = f"<v:shape style='{style}'><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape>"
    return f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"


def levels(*written: tuple[str, str], extra: str = "") -> str:
    """The levels of a list, each by its format and text."""
    return "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
        for index, (form, text) in enumerate(written)
    )


def numbering(lists: dict[int, str], numbers: dict[int, tuple[int, dict[int, int]]]) -> str:
    """`numbering.xml`: lists by their levels; numbers by the list that they are of, and where a level begins."""
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{key}">{written}</w:abstractNum>' for key, written in lists.items())
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>'
        + "".join(f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>' for level, start in starts.items())
        + "</w:num>"
        for number, (of, starts) in numbers.items()
    )
    return f'<w:numbering xmlns:w="{W}">{abstract}{used}</w:numbering>'


def docx(body: str, **parts: str) -> bytes:
    """A Word file; `parts` are further ones by their kind (`numbering`, `styles`, `footnotes`, `header` …), related as r0, r1 …"""
    overrides = "".join(f'<Override PartName="/word/{kind}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for kind in parts)
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATION}/{kind}" Target="{kind}.xml"/>' for number, kind in enumerate(parts))
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/{}"'
    return packed({
        "[Content_Types].xml": f'<Types {package.format("content-types")}><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships {package.format("relationships")}>'
        f'<Relationship Id="r0" Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships {package.format("relationships")}>{relations}</Relationships>',
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{kind}.xml": content for kind, content in parts.items()},
    })


def notes(kind: str, texts: list[str]) -> str:
    """`footnotes.xml` or `endnotes.xml`, with the separators that Word puts before the notes."""
    held = "".join(f'<w:{kind} w:id="{number}">{paragraph(text)}</w:{kind}>' for number, text in enumerate(texts, 1))
    return f'<w:{kind}s xmlns:w="{W}"><w:{kind} w:type="separator" w:id="0">{paragraph("———")}</w:{kind}>{held}</w:{kind}s>'


def odt(body: str, styles: str = "", **parts: str) -> bytes:
    """An OpenDocument text; `styles` are its automatic styles."""
    content = (f"<office:document-content {ODF_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
               f"<office:body><office:text>{body}</office:text></office:body></office:document-content>")  # fmt: skip
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **parts})
