"""What changes of a text make of the values, tasks and days that were read of it."""

from __future__ import annotations

from pathlib import Path

from extractor.records.extraction import Extraction
from extractor.records.models import ParameterRecord
from tests.amendments.building import BODY, NUMBER, TITLE, changing, corpus, issued

DECISION = "德人社发〔2032〕9号"


def values(extraction: Extraction) -> dict[str, ParameterRecord]:
    for one in extraction.parameters:
        assert extraction.text[slice(*one.span)] == one.quote
    return {f"{one.label} {one.value}": one for one in extraction.parameters}


def test_a_changed_value_ends_and_the_new_one_stands_in_the_change(tmp_path: Path) -> None:
    old, new = (values(one) for one in corpus(tmp_path, issued(), changing("一、将第三条中的“1500元”修改为“1800元”。")))
    ended = old["见习补贴标准 1500"].ended
    assert ended is not None and (ended.document, ended.date) == (DECISION, "2032-07-01")
    assert old["生活补助 1200"].ended is None
    (one,) = new.values()
    assert (one.label, one.value, one.quote, one.section, one.effective_from) == ("见习补贴标准", "1800", "1800元", ("一",), "2032-07-01")
    assert one.amends is not None and (one.amends.document, one.amends.place, one.amends.words) == (NUMBER, ("第三条",), "1500元")


def test_a_bound_outside_of_the_changed_words_still_bounds(tmp_path: Path) -> None:
    _, new = (values(one) for one in corpus(tmp_path, issued(), changing("一、将第二条第三款第（二）项中的“5个”修改为“3个”。")))
    assert [(one.value, one.comparator, one.quote) for one in new.values()] == [("3", "ge", "3个")]


def test_a_value_whose_condition_is_changed_stays_where_it_is_printed(tmp_path: Path) -> None:
    extractions = corpus(tmp_path, issued(), changing("一、第四条中的“50%”修改为“40%”。"))
    found = [one for one in extractions[0].parameters if one.value == "1800"]
    assert [(one.ended is None, one.conditions[0].text) for one in found] == [
        (False, "留用率达到50%以上的见习单位"), (True, "留用率达到40%以上的见习单位")]  # fmt: skip
    assert found[1].effective_from == "2032-07-01" and not extractions[1].parameters


def test_what_is_struck_out_ends_and_nothing_takes_its_place(tmp_path: Path) -> None:
    first, second = corpus(tmp_path, issued(), changing("一、删去第四条。", "二、第五条停止执行。"))
    assert [one.value for one in first.parameters if one.ended] == ["1800", "10"]
    assert [task.ended is not None for task in first.tasks if "申报" in task.action] == [True]
    assert not second.parameters and not second.tasks


def test_a_longer_term_is_that_of_the_circular_and_of_its_values(tmp_path: Path) -> None:
    first, _ = corpus(tmp_path, issued(), changing("一、将第八条中的“有效期2年”修改为“有效期5年”。"))
    assert (first.documents[0].effective_to, first.documents[0].amended_by) == ("2036-04-30", (DECISION,))
    assert {one.effective_to for one in first.parameters} == {"2036-04-30"}


def test_drafts_press_pieces_and_other_circulars_change_nothing(tmp_path: Path) -> None:
    draft = changing("一、将第三条中的“1500元”修改为“1800元”。", title=f"关于修改《{TITLE}》的决定（征求意见稿）")
    first, _ = corpus(tmp_path, issued(), draft)
    assert not any(one.ended for one in first.parameters)
    other = changing("一、将第三条中的“1500元”修改为“1800元”。").replace(NUMBER, "德人社发〔2031〕99号").replace(TITLE, "德州市创业补贴办法")
    first, second = corpus(tmp_path, issued(), other)
    assert not any(one.ended for one in first.parameters) and not second.notes


def test_a_correction_of_a_value_that_stands_is_kept(tmp_path: Path) -> None:
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections" / "a.yaml").write_text(
        "action: change\nsource: 1.txt\nrecord: parameter\nselector: {exact: 1200元}\nfields: {label: 生活费}\n"
        "author: 张三\ndate: 2032-08-01\nreason: 名称\n", encoding="utf-8")  # fmt: skip
    first, _ = corpus(tmp_path, issued(), changing("一、将第三条中的“1500元”修改为“1800元”。"))
    assert values(first)["生活费 1200"].ended is None


def test_nothing_changes_without_changes(tmp_path: Path) -> None:
    (only,) = corpus(tmp_path, issued(BODY))
    assert not any(one.ended or one.amends for one in only.records) and not only.documents[0].amended_by


def test_every_print_of_a_circular_is_changed_once(tmp_path: Path) -> None:
    change = changing("一、将第三条中的“1500元”修改为“1800元”。")
    first, copy, decision, _ = corpus(tmp_path, issued(), "\n" + issued(), change, "\n" + change)
    assert [[one.value for one in file.parameters if one.ended] for file in (first, copy)] == [["1500"], ["1500"]]
    assert [one.value for one in decision.parameters if one.amends] == ["1800"]


def test_traditional_script_changes_as_simplified_does(tmp_path: Path) -> None:
    change = f"""德州市人力資源和社會保障局文件
德人社發〔2032〕9號

德州市人力資源和社會保障局關於修改《{TITLE}》的決定

各縣（市、區）人力資源和社會保障局：
決定對《{TITLE}》（{NUMBER}）作如下修改：
一、將第三條中的「1500元」修改為「1800元」。
二、刪去第四條。
三、第二條第二款修改為：「就業見習期限為3—6個月。」
本決定自2032年7月1日起施行。

德州市人力資源和社會保障局
2032年6月10日
"""
    first, second = corpus(tmp_path, issued(), change)
    assert {one.ended.date for one in first.parameters if one.ended} == {"2032-07-01"}
    assert [one.quote for one in second.parameters] == ["1800元", "3—6個月", "3—6個月"]


def test_a_deadline_of_new_words_is_of_their_year(tmp_path: Path) -> None:
    body = "一、各县（市、区）应当于10月底前完成见习基地评估。\n二、评估结果及时公布。\n"
    change = changing("一、将第一条中的“10月底”修改为“11月底”。")
    first, second = corpus(tmp_path, issued(body), change)
    assert [(one.date, one.ended is not None) for one in first.deadlines] == [("2031-10-31", True)]
    assert [(one.date, one.quote) for one in second.deadlines] == [("2032-11-30", "11月底")]


def test_a_changed_value_of_a_circular_that_was_over_has_no_end_before_its_beginning(tmp_path: Path) -> None:
    _, second = corpus(tmp_path, issued(BODY.replace("有效期2年", "有效期1年")), changing("一、将第三条中的“1500元”修改为“1800元”。"))
    assert [(one.effective_from, one.effective_to) for one in second.parameters] == [("2032-07-01", None)]
