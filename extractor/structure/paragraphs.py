"""Every line's role and the headings above it: head, numbered sections, running text, rows, sign-off."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.normalize.model import CleanText
from extractor.spans import Span
from extractor.structure.lines import Line
from extractor.structure.model import Heading, Paragraph, Role
from extractor.structure.patterns import pattern
from extractor.structure.sections import Outline


def paragraphs_of(clean: CleanText, lines: Sequence[Line], first_body: int) -> list[Paragraph]:
    """The paragraphs of one document; the lines before `first_body` are its head."""
    outline = Outline()
    paragraphs: list[Paragraph] = []
    signed = listing = False
    for index, line in enumerate(lines):
        text = line.text
        if index < first_body or line.kind == "fields":
            paragraphs.append(Paragraph(line.start, line.end, "head", body=line.start))
        elif line.kind == "row":
            end = line.start + len(text.rstrip("\t"))
            paragraphs.append(Paragraph(line.start, end, "row", outline.headings, line.start, line.table))
        elif len(text) < 60 and pattern("page_data").search(text):
            paragraphs.append(Paragraph(line.start, line.end, "head", body=line.start))
        elif line.kind == "annex":
            outline.reset(Heading(clean.printed(line.start, line.start + len(text.rstrip("：:"))), Span(line.end, line.end)))
            paragraphs.append(Paragraph(line.start, line.end, "heading", outline.headings, line.end))
        elif line.kind == "annexes" or (listing and pattern("listed_annex").match(text) and len(text) < 60):
            listing = True
            paragraphs.append(Paragraph(line.start, line.end, "signoff", (), line.start))
            continue
        elif paragraphs and paragraphs[-1].end == outline.annex_end and pattern("annex_title").match(text) and not line.label:
            outline.name_annex(Span(line.start, line.end))
            paragraphs.append(Paragraph(line.start, line.end, "head", outline.headings, line.start))
        elif line.signs or line.kind == "copies":
            signed = signed or line.signs
            paragraphs.append(Paragraph(line.start, line.end, "signoff", (), line.start))
        elif signed and len(text) < 60 and line.ends_title and not line.label:
            # The title of the 办法 or plan that the notice prints below its sign-off.
            outline.reset()
            paragraphs.append(Paragraph(line.start, line.end, "head", body=line.start))
        elif line.label and not (line.label.rank == 3 and text.isdigit() and not _is_section_number(lines, index)):
            printed = clean.printed(line.start, line.start + line.label.end)
            role: Role = "body" if outline.enter(text, line.start, line.label, printed) else "heading"
            paragraphs.append(Paragraph(line.start, line.end, role, outline.headings, line.start + line.label.words))
        else:
            outline.close(text)
            paragraphs.append(Paragraph(line.start, line.end, "body", outline.headings, line.start))
        listing = False
    return paragraphs


def _is_section_number(lines: Sequence[Line], index: int) -> bool:
    """A bare number is a section's label (01 above its title), not a table cell or a page number."""
    text = lines[index].text
    return text.startswith("0") or (index + 1 < len(lines) and text == "10" and any(
        line.text == "09" for line in lines[:index]))
