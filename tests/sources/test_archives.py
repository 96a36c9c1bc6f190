"""ZIP files and e-mails: each member is a file."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from extractor.corpus import gather
from extractor.pipeline import extract_many
from extractor.sources import SourceError, archives, find_files, may_hang, pages_of, read_bytes, read_source
from tests.sources import office

NOTICE = "梅医保发〔2031〕6号\n关于调整缴费标准的通知\n各县医保局：\n个人缴费标准为每人每年390元。\n梅州市医疗保障局\n2031年5月6日\n"
OTHER = NOTICE.replace("6号", "7号").replace("390", "410")


def packed(members: dict[str, bytes | str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def mail(attached: dict[str, bytes], text: str = "请查收。", html: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "报送文件"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def below(path: Path) -> list[str]:
    return [found.relative_to(path).as_posix() for found in find_files([path])]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    docx = office.docx(office.paragraph("关于开展工作的通知"))
    inner = packed({"深.txt": OTHER})
    (tmp_path / "报送.zip").write_bytes(packed({"通知.txt": NOTICE, "a/表.docx": docx, "corpus.yaml": "x", "__MACOSX/._通知.txt": "x", "里.zip": inner}))
    (tmp_path / "来信.eml").write_bytes(mail({"函.txt": OTHER.replace("7号", "8号").encode()}))
    (tmp_path / "z.txt").write_text(NOTICE.replace("6号", "9号"), "utf-8")
    return tmp_path


def test_members_are_files_of_paths_below_the_archive(folder: Path) -> None:
    found = find_files([folder])
    assert [path.relative_to(folder).as_posix() for path in found] == [
        "z.txt", "报送.zip/a/表.docx", "报送.zip/通知.txt", "报送.zip/里.zip/深.txt", "来信.eml/函.txt"]  # fmt: skip
    assert read_source(folder / "报送.zip/通知.txt").text == NOTICE
    assert read_source(folder / "报送.zip/里.zip/深.txt").text == OTHER
    assert read_source(folder / "报送.zip/a/表.docx").format == "docx"
    assert [may_hang(path) for path in found] == [False] + [True] * 4


def test_their_records_name_the_member(folder: Path) -> None:
    extractions, failures = gather([folder])
    assert failures == ()
    numbers = {one.source: one.documents[0].number for one in extractions if one.documents}
    assert {name: number for name, number in numbers.items() if number} == {
        "通知.txt": "梅医保发〔2031〕6号", "深.txt": "梅医保发〔2031〕7号", "函.txt": "梅医保发〔2031〕8号", "z.txt": "梅医保发〔2031〕9号"}  # fmt: skip


def test_pictures_of_pages_are_one_circular_in_an_archive_too(tmp_path: Path) -> None:
    path = tmp_path / "照片.zip"
    path.write_bytes(packed(dict.fromkeys(("通知_p1.png", "通知_p2.png", "函/通知_p3.png", "函/图.png"), b"\x89PNG\r\n\x1a\n")))
    assert below(path) == ["函/图.png", "函/通知_p3.png", "通知_p1.png"]
    assert pages_of(path / "通知_p1.png") == [path / "通知_p1.png", path / "通知_p2.png"]


def test_an_archive_is_no_single_file(folder: Path) -> None:
    with pytest.raises(SourceError, match=r"holds 3 files, not one; name one of them, such as 报送.zip/a/表.docx"):
        read_source(folder / "报送.zip")
    with pytest.raises(SourceError, match="holds no circulars"):
        read_bytes("a.zip", packed({"readme.md": "x"}))


def test_what_is_not_in_it_is_missing(folder: Path) -> None:
    for path in ("报送.zip/没有.txt", "报送.zip/通知.txt/x", "z.txt/x", "没有.zip/x"):
        with pytest.raises(SourceError) as raised:
            read_source(folder / path)
        assert raised.value.kind == "missing"


def test_a_bad_member_costs_itself_and_a_bad_archive_too(tmp_path: Path) -> None:
    data = packed({"好.txt": NOTICE, "坏.txt": OTHER})
    place = data.index("坏.txt".encode()) + len("坏.txt".encode()) + 4
    (tmp_path / "半.zip").write_bytes(data[:place] + bytes(20) + data[place + 20 :])
    (tmp_path / "断.zip").write_bytes(data[:-30])
    (tmp_path / "出.zip").write_bytes(packed({"../../好.txt": NOTICE}))
    results = list(extract_many(find_files([tmp_path])))
    assert [(result.name, result.kind) for result in results if isinstance(result, SourceError)] == [
        ("出.zip", "name"), ("坏.txt", "broken"), ("断.zip", "broken")]  # fmt: skip
    assert len(results) == 4


def test_a_package_whose_kind_is_damaged_is_no_archive(tmp_path: Path) -> None:
    data = office.odt("<text:p>通知</text:p>")
    place = data.index(b"mimetype") + len("mimetype")
    (tmp_path / "a.odt").write_bytes(data[:place] + b"\xff" * 8 + data[place + 8 :])
    assert find_files([tmp_path]) == [tmp_path / "a.odt"]
    assert read_source(tmp_path / "a.odt").text == "通知\n"


def test_a_mail_without_circulars_is_read_itself(tmp_path: Path) -> None:
    (tmp_path / "函.eml").write_bytes(mail({}, NOTICE))
    (tmp_path / "网.eml").write_bytes(mail({"app.js": b"x"}, html=f"<html><body><p>{NOTICE}</p></body></html>"))
    assert [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path])] == ["函.eml/函.txt", "网.eml/网.html"]
    assert "每人每年390元" in read_source(tmp_path / "网.eml/网.html").text


def test_attachments_get_plain_names(tmp_path: Path) -> None:
    path = tmp_path / "信.eml"
    message = EmailMessage()
    message["From"], message["To"] = "a@example.org", "b@example.org"
    message.set_content("x")
    message.add_alternative('<p>x<img src="cid:logo"></p>', subtype="html")
    for name in ("../../通知.txt", "C:\\文件\\通知.txt", ".通知.txt", None):
        message.add_attachment(NOTICE.encode(), maintype="application", subtype="octet-stream", filename=name)
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", cid="<logo>", filename="logo.png")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", cid="<photo>", filename="照片.png")
    path.write_bytes(message.as_bytes())
    assert below(path) == ["照片.png", "通知(2).txt", "通知(3).txt", "通知.txt", "附件"]


def test_a_picture_among_the_words_of_a_mail_is_told_of(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "a@example.org", "b@example.org"
    message.set_content("x")
    message.add_alternative(f'<p>{NOTICE}</p><p>标准见下表：<img src="cid:biao"></p>', subtype="html")
    html = next(part for part in message.iter_parts() if part.get_content_subtype() == "html")
    html.add_related(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", cid="<biao>")
    (tmp_path / "函.eml").write_bytes(message.as_bytes())
    assert below(tmp_path) == ["函.eml/函.html"]
    assert read_source(tmp_path / "函.eml" / "函.html").warnings == (
        "有1幅图片，其中的文字和表格未读取，需要时请将图片另存为附件：biao，在“标准见下表：”之后",)  # fmt: skip


def test_a_mail_in_a_mail(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "a@example.org", "b@example.org"
    message.set_content("转发")
    inner = EmailMessage()
    inner["From"], inner["To"] = "c@example.org", "a@example.org"
    inner.add_attachment(NOTICE.encode(), maintype="text", subtype="plain", filename="通知.txt")
    message.add_attachment(inner)
    path = tmp_path / "信.eml"
    path.write_bytes(message.as_bytes())
    assert below(path) == ["附件.eml/通知.txt"]
    assert read_source(path / "附件.eml" / "通知.txt").text == NOTICE


def test_archives_end_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({"通知.txt": NOTICE})
    for number in range(4):
        data = packed({f"{number}.zip": data})
    with pytest.raises(SourceError, match="archives within archives"):
        read_bytes("深.zip", data)
    monkeypatch.setattr(archives, "MAX_CIRCULARS", 3)
    with pytest.raises(SourceError, match="holds more than 3 files"):
        read_bytes("多.zip", packed({f"{number}.txt": NOTICE for number in range(4)}))


def test_broken_mails_are_refused() -> None:
    nested = b"From: a\nTo: b\n" + b'Content-Type: multipart/mixed; boundary="x"\n\n--x\n' * 3000
    for data in (nested, b"To: b\nContent-Type: multipart/mixed\n\nx", b"To: b\nContent-Transfer-Encoding: base64\n\n\xff\xfe"):
        with pytest.raises(SourceError):
            read_bytes("信.eml", data)


def test_a_saved_web_page_is_no_mail() -> None:
    saved = b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n"
    with pytest.raises(SourceError, match="web archive"):
        read_bytes("a.mht", saved)
