"""`corpus.yaml`: what it may say, and how it complains."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.corpus import load
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
        ("files: {a.txt: {nummer: 甲, reason: 乙}}", "no field is called files.a.txt.nummer; did you mean number?"),
        ("files: {a.txt: {date: 去年, reason: 乙}}", "files.a.txt.date"),
        ("files: {a.txt: {date: 2021-02-30, reason: 乙}}", "“2021-02-30” is no day; write it as 2031-05-27"),
        ("files: {a.txt: {level: town, reason: 乙}}", "“town” is none of 'national', 'province', 'city' or 'county'"),
        ("files: {a.txt: {place: 山冬省, reason: 乙}}", "山东省"),
        ("files: {a.txt: {place: 鼓楼区, reason: 乙}}", "江苏省南京市鼓楼区"),
        ("files: {a.txt: {place: 高新区, reason: 乙}}", "with the place above it"),
        ("files: {a.txt: {place: 两河新区, reason: 乙}}", "两江新区"),
        ("files: {a.txt: {reason: ''}}", "files.a.txt.reason"),
        ("files: [a.txt]", "files has no fields; write them below it"),
        ("files: {a.txt: 甲〔2021〕1号}", "files.a.txt has no fields"),
        ("files: {a.txt: {issuers: {甲: 乙}, reason: 乙}}", "is no list; write [one, another]"),
        ("files:\n\ta.txt: {reason: 甲}", "indent with spaces, not with tabs"),
        ("files：\n  a.txt: {reason: 甲}", "write one plain colon"),
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


def test_one_name_is_a_list_of_one_and_what_is_not_there_has_its_line_and_near_names(tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text("甲医保发〔2031〕5号\n\n关于医保工作的通知\n\n2031年5月6日\n", encoding="utf-8")
    text = "files:\n  notice.txt:\n    issuers: 甲市医疗保障局\n    implements: 甲医保发〔2031〕6号\n    reason: 乙\n  notise.txt:\n    reason: 乙\n"
    corpus = load(settings_file(tmp_path, text))
    assert next(corpus.documents).issuers == ("甲市医疗保障局",)
    stray, unknown = corpus.failures
    assert (stray.name, stray.advice) == (f"{tmp_path / 'corpus.yaml'}:6", "correct the name (notice.txt?)")
    assert unknown.name == f"{tmp_path / 'corpus.yaml'}:2" and "甲医保发〔2031〕5号" in unknown.advice
