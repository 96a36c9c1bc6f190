"""The journal: what was decided, what a crash has left, what renewals have changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.desk import actions
from extractor.desk.journal import Journal
from extractor.desk.routes import Desk
from tests.desk.conftest import CITY, DAY, Api

ALWAYS = ("0000", "9999")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.sqlite")


def test_a_decision_is_written_down_before_and_marked_after(journal: Journal) -> None:
    with journal.deciding("2024-06-10T08:00:00", "王敏", "confirm", "支付比例 70%", "核对") as writes:
        writes("corrections/a.yaml")
        (before,) = journal.decisions(*ALWAYS)
    (after,) = journal.decisions(*ALWAYS)
    assert (before.state, before.file, after.state) == ("intended", "corrections/a.yaml", "done")


def test_what_fails_is_not_done(journal: Journal) -> None:
    with pytest.raises(ValueError, match="no"), journal.deciding("2024-06-10T08:00:00", "王敏", "waive", "x"):
        raise ValueError("no")
    assert [one.state for one in journal.decisions(*ALWAYS)] == ["undone"]


def test_what_a_crash_has_left_is_settled_by_what_stands(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    for file in ("corrections/there.yaml", "corrections/not.yaml", ""):
        with pytest.raises(Killed), journal.deciding("2024-06-10T08:00:00", "王敏", "correct", file) as writes:
            writes(file)
            with journal._connected() as connection:  # as a process that is killed leaves it: nothing runs after
                connection.execute("CREATE TRIGGER stop BEFORE UPDATE OF state ON decision BEGIN SELECT RAISE(IGNORE); END")
            raise Killed
        with journal._connected() as connection:
            connection.execute("DROP TRIGGER stop")
    assert {one.state for one in journal.decisions(*ALWAYS)} == {"intended"}
    settled = journal.settle(lambda file: file == "corrections/there.yaml")
    assert [(one.file, one.state) for one in settled] == [
        ("corrections/there.yaml", "done"), ("corrections/not.yaml", "undone"), ("", "undone")]
    assert journal.settle(lambda _: True) == []


def test_every_decision_stands_in_the_journal_with_what_it_was_about(api: Api, desk: Desk) -> None:
    one = api.record("city.txt", "200元")
    api.post(f"/records/{one['address']}/correct", {"version": one["version"], "fields": {"value": "250"}, "reason": "误读"})
    api.post(f"/records/{one['address']}/drop", {"version": one["version"], "reason": "不是"})
    done, refused = desk.journal.decisions(*ALWAYS)
    assert (done.who, done.action, done.said, done.state) == ("王敏", "correct", "误读", "done")
    assert "每人每年200元" in done.what
    assert actions.is_written(desk.holdings, done.file)
    assert (refused.action, refused.state) == ("drop", "undone")


def test_a_waiver_is_found_again_by_its_id(api: Api, desk: Desk) -> None:
    id_ = api.get("/findings")["rows"][0]["id"]
    assert not actions.is_written(desk.holdings, f"waivers.yaml#{id_}")
    api.post(f"/findings/{id_}/waive", {"reason": "省局已复函"})
    (one,) = desk.journal.decisions(*ALWAYS)
    assert one.file == f"waivers.yaml#{id_}"
    assert actions.is_written(desk.holdings, one.file)


def test_changes_are_told_in_words_and_as_a_report(api: Api, desk: Desk, corpus: Path) -> None:
    assert api.get("/changes", since="2000-01-01", until="2100-01-01")["sections"] == [] or all(
        one["name"] == "任务" for one in api.get("/changes", since="2000-01-01", until="2100-01-01")["sections"])
    (corpus / "city.txt").write_text(CITY.replace("200元", "320元"), encoding="utf-8")
    (corpus / "province.txt").unlink()
    desk.holdings.renew().result()
    found = api.get("/changes", since="2000-01-01", until="2100-01-01")
    said = {one["name"]: [line["said"] for line in one["lines"]] for one in found["sections"]}
    assert "移出 鲁医保发〔2024〕5号" in said["文件"]
    assert any("由200元改为320元" in line for line in said["参数"])
    assert any("不再列入" in line for line in said["参数"])
    report = desk_report(api)
    assert report.startswith("# 政策变化周报（2000年1月1日至2100年1月1日）")
    assert "### 济南市" in report
    assert "由200元改为320元" in report


def desk_report(api: Api) -> str:
    answer = api.client.get("/changes.md", params={"since": "2000-01-01", "until": "2100-01-01"})
    assert answer.headers["content-type"].startswith("text/markdown")
    return answer.text


def test_the_week_before_is_shown_unasked(api: Api) -> None:
    found = api.get("/changes")
    assert (found["since"], found["until"]) == ("2024-06-03", DAY.isoformat())
