"""What people decide: in a file of the corpus before it is answered, seen at once, refused where somebody else was first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from extractor.corpus import load
from extractor.desk.gate import CSRF_HEADER, csrf_of
from extractor.desk.holdings import state_of
from extractor.desk.routes import Desk
from tests.desk.conftest import TOKEN, Api


def files(corpus: Path) -> list[str]:
    return sorted(path.name for path in (corpus / "corrections").glob("*.yaml"))


def test_a_confirmed_record_is_high_everywhere(api: Api, corpus: Path) -> None:
    one = api.record("province.txt", "70%左右")
    assert one["confidence"] != "high"
    answer = api.post(f"/records/{one['address']}/confirm", {"version": one["version"]})
    assert answer.json() == {"written": files(corpus)[0]}
    now = api.record("province.txt", "70%左右")
    assert (now["address"], now["confidence"], now["confirmed_by"]) == (one["address"], "high", "王敏 2024-06-10")
    assert next(one for one in load(corpus).extractions[1].parameters if one.quote == "70%左右").confirmed_by == "王敏 2024-06-10"


def test_the_second_of_two_editors_sees_what_the_first_has_done(api: Api, corpus: Path) -> None:
    one = api.record("city.txt", "200元")
    path = f"/records/{one['address']}/correct"
    first = api.post(path, {"version": one["version"], "fields": {"value": "250"}, "reason": "误读"})
    second = api.post(path, {"version": one["version"], "fields": {"value": "260"}, "reason": "误读"})
    assert (first.status_code, second.status_code) == (200, 409)
    assert "他人" in second.json()["error"]
    assert api.record("city.txt", "200元")["text"] == "每人每年250元"
    assert len(files(corpus)) == 1


def test_a_correction_is_seen_in_what_is_in_force(api: Api) -> None:
    one = api.record("city.txt", "200元")
    api.post(f"/records/{one['address']}/correct", {"version": one["version"], "fields": {"value": "250"}, "reason": "误读"})
    assert "250元" in {row["value"] for row in api.get("/values", place="济南")["rows"]}


def test_a_dropped_record_is_gone(api: Api, client: TestClient) -> None:
    one = api.record("city.txt", "200元")
    assert api.post(f"/records/{one['address']}/drop", {"version": one["version"], "reason": "举例"}).status_code == 200
    with pytest.raises(StopIteration):
        api.record("city.txt", "200元")
    again = api.post(f"/records/{one['address']}/drop", {"version": one["version"], "reason": "举例"})
    assert again.status_code == 409


def test_words_become_a_record(api: Api) -> None:
    text = "".join(one["text"] for one in api.get("/files/city.txt")["pieces"])
    start = text.index("各区县医疗保障局")
    given = {"kind": "assignment", "start": start, "end": start + 8, "fields": {"lead": "各区县医疗保障局、市财政局"}, "reason": "漏读"}
    assert api.post("/files/city.txt/records", given).status_code == 200
    assert api.record("city.txt", "各区县医疗保障局", "assignment")["text"] == "各区县医疗保障局、市财政局"


@pytest.mark.parametrize(("given", "problem"), [
    ({"fields": {"value": "很多"}}, "not a number"), ({"fields": {"colour": "1"}}, "no field colour"), ({"fields": {}}, "没有改动"),
    ({"fields": {"concept": "resident_medical.nothing"}}, "there is no"), ({"fields": {"value": "1"}, "reason": ""}, "没有填写"),
])
def test_what_makes_no_sense_is_refused_and_nothing_written(api: Api, corpus: Path, given: dict[str, Any], problem: str) -> None:
    one = api.record("city.txt", "200元")
    answer = api.post(f"/records/{one['address']}/correct", {"version": one["version"], "reason": "误读", **given})
    assert answer.status_code == 422
    assert problem in answer.json()["error"]
    assert files(corpus) == []


def test_a_form_changes_only_what_a_person_has_changed(client: TestClient, api: Api, corpus: Path) -> None:
    one = api.record("city.txt", "200元")
    form = {"version": one["version"], "reason": "误读", "csrf": csrf_of(TOKEN), "next": "/files/city.txt",
            **{f"fields.{name}": "" if one["fields"][name] is None else str(one["fields"][name]) for name in ("value", "label", "year")}}
    unchanged = client.post(f"/records/{one['address']}/correct", data=form)
    assert (unchanged.status_code, "没有改动" in unchanged.text) == (422, True)
    client.post(f"/records/{one['address']}/correct", data={**form, "fields.value": "210"})
    (path,) = (corpus / "corrections").glob("*.yaml")
    assert "fields:\n  value: '210'\n" in path.read_text(encoding="utf-8")


def test_a_decision_in_its_place_answers_with_the_record(client: TestClient, api: Api) -> None:
    one = api.record("city.txt", "200元")
    form = {"version": one["version"], "csrf": csrf_of(TOKEN), "next": "/files/city.txt"}
    answer = client.post(f"/records/{one['address']}/confirm", data=form, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert answer.text.strip().startswith("<article")
    assert "已核对：王敏 2024-06-10" in answer.text
    late = client.post(f"/records/{one['address']}/confirm", data=form, headers={"hx-request": "true"})
    assert late.status_code == 409
    assert "他人改动过" in late.text
    assert "已核对：王敏 2024-06-10" in late.text


def test_a_waived_finding_stands_among_the_waived(api: Api, corpus: Path) -> None:
    (one,) = [row for row in api.get("/findings")["rows"] if row["check"] == "below-floor"] or api.get("/findings")["rows"][:1]
    answer = api.post(f"/findings/{one['id']}/waive", {"reason": "省局已复函", "until": "2024-12-31"})
    assert answer.status_code == 200, answer.text
    assert one["id"] not in {row["id"] for row in api.get("/findings")["rows"]}
    waived = next(row for row in api.get("/findings", waived=True)["rows"] if row["id"] == one["id"])
    assert waived["waived"] == "王敏：省局已复函（至2024-12-31）"
    assert one["id"] in (corpus / "waivers.yaml").read_text(encoding="utf-8")
    assert api.post(f"/findings/{one['id']}/waive", {"reason": "又一次"}).status_code == 409


def test_a_task_moves_on_and_keeps_its_history(api: Api) -> None:
    one = api.get("/tasks", agency="财政")["rows"][0]
    page = api.get(f"/tasks/{one['id']}")
    path = f"/tasks/{one['id']}"
    assert api.post(path, {"version": page["version"], "status": "进行中", "note": "已报账"}).status_code == 200
    assert api.post(path, {"version": page["version"], "note": "另一人"}).status_code == 409
    now = api.get(path)
    assert (now["task"]["status"], now["task"]["note"]) == ("进行中", "已报账")
    assert {(line["who"], line["field"], line["after"]) for line in now["history"]} >= {("王敏", "状态", "进行中"), ("王敏", "备注", "已报账")}
    assert api.post(path, {"version": now["version"], "done": True}).status_code == 200
    assert api.get(path)["task"]["light"] == "done"
    assert api.post(path, {"version": now["version"] + 1, "status": "没有的状态"}).status_code == 422


def test_the_index_follows_the_files(api: Api, desk: Desk, corpus: Path) -> None:
    before = {one["source"]: one for one in api.get("/files")["rows"]}
    (corpus / "city.txt").unlink()
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert not desk.holdings.is_current
    assert api.post("/renew", {}).json()["current"] is True
    after = api.get("/files")
    assert [one["source"] for one in after["rows"]] == ["province.txt"]
    assert after["rows"][0]["values"] == before["province.txt"]["values"]
    assert after["failures"][0]["source"] == "broken.pdf"
    assert api.get("/files", q="资金拨付")["rows"] == []


def test_an_index_of_another_version_is_made_anew(desk: Desk, api: Api) -> None:
    with desk.holdings.index.writing() as connection:
        connection.execute("UPDATE about SET value = '0' WHERE name = 'version'")
    assert not desk.holdings.is_current
    desk.holdings.renew().result()
    assert api.get("/files")["pages"]["total"] == 2


def test_a_corpus_that_cannot_be_read_keeps_what_was_read_and_says_why(client: TestClient, desk: Desk, corpus: Path) -> None:
    (corpus / "waivers.yaml").write_text("- {finding: 1}\n", encoding="utf-8")
    with pytest.raises(Exception, match="waivers"):
        desk.holdings.renew().result()
    page = client.get("/files")
    assert "语料未能读取" in page.text
    assert "济医保发〔2024〕8号" in page.text


def test_the_state_of_a_corpus_follows_from_its_files(corpus: Path) -> None:
    one = state_of(corpus)
    assert state_of(corpus) == one
    (corpus / "new.txt").write_text("x", encoding="utf-8")
    assert state_of(corpus) != one


def test_a_decision_without_its_header_changes_nothing(client: TestClient, api: Api, corpus: Path) -> None:
    one = api.record("city.txt", "200元")
    wrong = client.post(f"/api/records/{one['address']}/confirm", json={"version": one["version"]}, headers={CSRF_HEADER: "x"})
    assert wrong.status_code == 403
    assert files(corpus) == []


def test_a_task_is_extended_with_a_reason(api: Api) -> None:
    one = api.get("/tasks", agency="财政")["rows"][0]
    path = f"/tasks/{one['id']}"
    version = api.get(path)["version"]
    refused = api.post(path, {"version": version, "extended_to": "2024-12-31"})
    assert (refused.status_code, refused.json()["error"]) == (422, "延期请写明理由")
    assert api.post(path, {"version": version, "extended_to": "2024-12-31", "reason": "资金尚未下达"}).status_code == 200
    now = api.get(path)
    assert now["task"]["due"].startswith("2024年12月31日")
    assert now["task"]["note"] == "延期至2024-12-31：资金尚未下达"


def test_the_workbook_goes_out_and_comes_back(client: TestClient, api: Api, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    answer = client.get("/tasks/export/xlsx", params={"agency": "财政"})
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(answer.content)
    book = load_workbook(path)
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if any(cell.value == "备注" for cell in row))
    column = next(cell.column for cell in head if cell.value == "备注")
    sheet.cell(head[0].row + 1, column).value = "已下达"
    book.save(path)
    files = [("files", ("台账.xlsx", path.read_bytes()))]
    page = client.post("/tasks/import", data={"csrf": csrf_of(TOKEN), "next": "/tasks"}, files=files)
    assert (page.status_code, "已更新 1 项任务" in page.text) == (200, True)
    assert api.get("/tasks", agency="财政")["rows"][0]["note"] == "已下达"
    wrong = client.post("/api/tasks/import", files=[("files", ("x.xlsx", b"no workbook"))], headers={CSRF_HEADER: csrf_of(TOKEN)})
    assert wrong.status_code == 422


def test_the_calendar_has_the_tasks_that_were_asked_for(client: TestClient) -> None:
    assert client.get("/tasks/export/ics", params={"agency": "财政"}).text.count("BEGIN:VTODO") + client.get(
        "/tasks/export/ics", params={"agency": "财政"}).text.count("BEGIN:VEVENT") == 1
    assert client.get("/tasks/export/exe").status_code == 404
