"""`corpus.yaml`: what it may say, and how it complains."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.corpus.settings import load_settings
from extractor.sources.model import SourceError

GOOD = """
files:
  notice.txt:
    number: 医保发〔2021〕32号
    title: 关于做好医疗保障工作的通知
    issuers: [国家医保局, 财政部]
    date: 2021-05-27
    level: national
    place: 全国
    reason: 文件缺少版头
    by: 张三
"""


def settings_file(folder: Path, text: str) -> Path:
    (folder / "corpus.yaml").write_text(text, encoding="utf-8")
    return folder


def test_all_fields(tmp_path: Path) -> None:
    assert load_settings(settings_file(tmp_path, GOOD)).supplied() == {
        "notice.txt": {
            "number": "医保发〔2021〕32号",
            "title": "关于做好医疗保障工作的通知",
            "issuers": ("国家医保局", "财政部"),
            "date": "2021-05-27",
            "level": "national",
            "place": "全国",
        }
    }


@pytest.mark.parametrize("text", ["", "files: {}", "# nothing yet\n"])
def test_nothing_given(tmp_path: Path, text: str) -> None:
    assert load_settings(settings_file(tmp_path, text)).supplied() == {}


def test_no_file(tmp_path: Path) -> None:
    assert load_settings(tmp_path).supplied() == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("files: {a.txt: {number: 甲〔2021〕1号}}", "files.a.txt.reason"),
        ("files: {a.txt: {nummer: 甲, reason: 乙}}", "files.a.txt.nummer"),
        ("files: {a.txt: {date: 去年, reason: 乙}}", "files.a.txt.date"),
        ("files: {a.txt: {date: 2021-02-30, reason: 乙}}", "day is out of range"),
        ("files: {a.txt: {level: town, reason: 乙}}", "files.a.txt.level"),
        ("files: {a.txt: {place: 山冬省, reason: 乙}}", "山东省"),
        ("files: {a.txt: {place: 鼓楼区, reason: 乙}}", "name it with the place above it"),
        ("files: {a.txt: {place: 高新区, reason: 乙}}", "name it with the place above it"),
        ("files: {a.txt: {place: 两河新区, reason: 乙}}", "两江新区"),
        ("files: {a.txt: {reason: ''}}", "files.a.txt.reason"),
        ("files: [a.txt]", "files"),
        ("file: {}", "file"),
        ("- a\n- b\n", "corpus.yaml"),
        ("files: {a: [", "YAML"),
        ("files: !!python/object/apply:os.system [ls]", "YAML"),
    ],
)
def test_mistakes_are_named_with_their_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        load_settings(settings_file(tmp_path, text))
    assert caught.value.name.startswith(f"{tmp_path / 'corpus.yaml'}:")
    assert said in str(caught.value)


@pytest.mark.parametrize("place", ["山东省", "南京市鼓楼区", "全国", "赣江新区", "两江新区", "南昌市高新区", "章丘市"])
def test_places_that_are_taken(tmp_path: Path, place: str) -> None:
    settings = load_settings(settings_file(tmp_path, f"files: {{a.txt: {{place: {place}, reason: 乙}}}}"))
    assert settings.supplied() == {"a.txt": {"place": place}}
