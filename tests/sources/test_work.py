"""Files that would take any time: refused by the work they make, the same on every machine."""

from __future__ import annotations

import pytest

from extractor.sources import SourceError, pdf_work, read_bytes, registry
from extractor.sources.html_work import MAX_ATTRIBUTES, crowded_tag

PAGE = "<html><body>{}<p>个人缴费为每人每年350元，2022年9月底前缴清。</p></body></html>"
MANY = " ".join(f"a{place}" for place in range(MAX_ATTRIBUTES + 1))


@pytest.mark.parametrize(
    "tag",
    [
        f"<p {MANY}>",
        "<p " + MANY.replace(" ", "/") + ">",
        "<p " + " ".join(f'{name}="b c"' for name in MANY.split()) + ">",
        f"<p \" {MANY}>",
        f"<p '\n{MANY}",
        f"<p a=b'{MANY}'>",
    ],
)
def test_tag_with_any_number_of_attributes_is_refused(tag: str) -> None:
    with pytest.raises(SourceError, match="more than 500 attributes in line 2"):
        read_bytes("page.html", PAGE.format("\n" + tag).encode())


@pytest.mark.parametrize(
    "harmless",
    [
        f'<p title="{MANY}">',
        f"<p title='{MANY}'>",
        f"<!-- <p {MANY}> -->",
        f"<script>if (a <b) {{ {MANY} }}</script>",
        f"<p>a < b {MANY}</p>",
        '<img src="data:image/png;base64,' + "A/" * 2000 + '">',
        "<p class=a>" * 2000,
    ],
)
def test_what_only_looks_like_it_is_read(harmless: str) -> None:
    assert crowded_tag(PAGE.format(harmless)) is None


def test_time_grows_with_the_length_only() -> None:
    for piece in ('<p a="', "<p a='", "<!--", "<script>", "<", "<p ", "<p =", '="'):
        assert crowded_tag(piece * 40_000) in (None, 1)


def forms(levels: int, each: int) -> bytes:
    """A PDF whose page draws a form that draws the next one `each` times, and so on."""
    drawn = [f"/F{level + 1} Do " * each for level in range(levels)] + ["0 0 m 9 9 l S"]
    named = " ".join(f"/F{level} {level + 4} 0 R" for level in range(1, levels + 1))
    form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << {named} >> >> >>",
        *(f"<< {form if level else ''}/Length {len(one)} >>\nstream\n{one}\nendstream" for level, one in enumerate(drawn)),
    ]
    written = "%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return (written + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{start}").encode()


def test_fan_of_forms_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_work, "MAX_DRAWN", 2 << 20)
    with pytest.raises(SourceError, match="draws far more at page 1"):
        read_bytes("fan.pdf", forms(8, 40))


def test_forms_within_forms_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_work, "MAX_DEPTH", 3)
    with pytest.raises(SourceError, match="draws far more at page 1"):
        read_bytes("deep.pdf", forms(6, 1))


def test_text_of_any_length_is_refused() -> None:
    with pytest.raises(SourceError, match="more than 4 million characters"):
        read_bytes("long.txt", ("个人缴费为每人每年350元。" * (registry.MAX_CHARACTERS // 14 + 1)).encode())
