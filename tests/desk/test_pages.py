"""The pages and the API: the same records, the same facts."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from extractor.desk.openapi import openapi
from extractor.desk.pages.values import Step
from extractor.desk.routes import ROUTES, Desk
from extractor.desk.shown import chart
from tests.desk.conftest import Api

PAGES = ("/", "/files", "/files/city.txt", "/values", "/values/unnamed", "/findings", "/wanted", "/compare", "/compare?old=province.txt&new=city.txt",
         "/tasks", "/changes", "/settings", "/intake", "/who")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_in_chinese(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert '<html lang="zh-CN">' in answer.text
    assert "<script>" not in answer.text
    assert not re.search(r"\son[a-z]+=", answer.text)
    assert not re.search(r"<[^>]*\sstyle=", answer.text)


def test_no_link_of_a_page_leads_nowhere(client: TestClient) -> None:
    seen: set[str] = set()
    waiting = list(PAGES)
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        found = {one.split("#")[0].replace("&amp;", "&") for one in re.findall(r'href="([^"#][^"]*)"', answer.text)}
        for one in found:
            whole = f"{path.split('?')[0]}{one}" if one.startswith("?") else one
            if whole.split("?")[0] not in {other.split("?")[0] for other in (*seen, *waiting)}:
                waiting.append(whole)
    assert any(one.startswith("/tasks/") for one in seen)
    assert any(re.match(r"/values/[0-9a-f]", one) for one in seen)


def test_a_circular_shows_its_text_whole_and_its_records_at_their_words(api: Api) -> None:
    found = api.get("/files/city.txt")
    text = "".join(one["text"] for one in found["pieces"])
    assert "普通门诊统筹年度最高支付限额为每人每年200元" in text
    record = api.record("city.txt", "200元")
    pieces = [one["text"] for one in found["pieces"] if record["address"] in one["records"]]
    assert "".join(pieces) == "200元"
    assert text[slice(*record["span"])] == "200元"
    assert dict(found["head"])["文号"] == "济医保发〔2024〕8号"


def test_files_are_found_by_their_words_places_and_doubts(api: Api) -> None:
    assert [one["source"] for one in api.get("/files", q="资金拨付")["rows"]] == ["city.txt"]
    assert [one["source"] for one in api.get("/files", q="信息")["rows"]] == ["province.txt"]
    assert [one["source"] for one in api.get("/files", place="济南")["rows"]] == ["city.txt"]
    assert api.get("/files", q='"门诊统筹" OR')["rows"] == []
    assert api.get("/files", q="没有这样的话")["pages"] == {"page": 1, "pages": 1, "total": 0}


def test_values_stand_as_they_do_on_the_day(api: Api) -> None:
    now = api.get("/values", q="门诊")["rows"]
    assert {(one["place"], one["value"]) for one in now} >= {("济南市", "200元"), ("山东省", "300元")}
    assert all(one["standing"] in ("holds", "carried") for one in now)
    assert api.get("/values", on="2020-01-01")["rows"] == []
    history = api.get(f"/values/{now[0]['series']}")
    assert history["rows"][0]["value"] == now[0]["value"]


def test_tasks_stand_with_their_lights(api: Api) -> None:
    first = api.get("/tasks")["rows"][0]
    assert (first["due"].startswith("2024年6月30日"), first["left"], first["light"]) == (True, "还剩20天", "green")
    paid = next(one for one in api.get("/tasks", agency="财政")["rows"])
    assert (paid["lead"], paid["support"], paid["light"]) == (["市医保局"], ["市财政局"], "green")


def test_what_is_not_there_is_said(client: TestClient) -> None:
    for path in ("/files/none.txt", "/values/ffffffffffff", "/tasks/none", "/nothing", "/api/files/none.txt"):
        assert client.get(path).status_code == 404
    assert client.get("/files?page=0").status_code == 422
    assert client.get("/api/files", params={"page": "many"}).json() == {"error": "page：不是整数"}


def test_no_script_of_a_circular_runs(client: TestClient, desk: Desk, corpus: Path) -> None:
    canary = '<script>alert(1)</script><img src=x onerror=alert(2)>'
    (corpus / "evil<b>.txt").write_text(
        f"甲市人民政府文件\n甲政发〔2024〕1号\n关于{canary}的通知\n各区县：\n一、{canary}补助标准为每人每年99元。\n甲市人民政府\n2024年2月1日\n",
        encoding="utf-8")
    desk.holdings.renew().result()
    for path in ("/", "/files", "/files/evil%3Cb%3E.txt", "/values?all_days=on", "/values/unnamed", "/findings", "/tasks?undated=on",
                 f"/files?q={canary}"):
        text = client.get(path).text
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path


def test_the_description_of_the_api_is_whole() -> None:
    said = openapi()
    operations = [operation for path in said["paths"].values() for operation in path.values()]
    assert sorted(one["operationId"] for one in operations) == sorted(route.name for route in ROUTES)
    defined = said["components"]["schemas"].keys()
    assert set(re.findall(r"#/components/schemas/([\w-]+)", str(said))) <= defined


def test_the_chart_says_every_step() -> None:
    drawn = str(chart([
        Step(since=date(2020, 1, 1), until=date(2021, 12, 31), amount=580, text="580元"),
        Step(since=date(2022, 1, 1), until=date(2024, 6, 1), amount=610, text="<610>元"),
    ]))
    assert "2020-01-01起580元，2022-01-01起&lt;610&gt;元" in drawn
    assert "<610>" not in drawn


def test_a_page_and_the_api_say_the_same(client: TestClient, api: Api) -> None:
    rows: list[dict[str, Any]] = api.get("/values")["rows"]
    page = client.get("/values").text
    assert rows
    for one in rows:
        assert f'/values/{one["series"]}' in page
        assert one["value"] in page


def test_concepts_are_listed_with_how_often_they_are_set(api: Api) -> None:
    found = api.get("/settings", q="门诊 限额")
    one = next(row for row in found["rows"] if row["id"] == "resident_medical.outpatient.annual_cap")
    assert one["values"] == 2
    assert one["examples"] or one["about"]
    assert api.get("/settings", q="没有这样的概念")["rows"] == []


def test_two_circulars_stand_side_by_side(api: Api) -> None:
    found = api.get("/compare", old="province.txt", new="city.txt")
    changed = next(one for one in found["sentences"] if any(part["new"].startswith("2") and part["differs"] for part in one["stretches"]))
    assert {"300", "200"} <= {part[side] for part in changed["stretches"] for side in ("old", "new")} or "300" in str(changed)
    assert "".join(part["new"] for one in found["sentences"] for part in one["stretches"]).count("资金拨付") == 1
    assert api.get("/compare")["sentences"] == []


def test_a_record_of_a_pdf_leads_to_the_picture_of_its_page(client: TestClient, desk: Desk, corpus: Path) -> None:
    from tests.sources.test_page_images import pdf

    (corpus / "drawn.pdf").write_bytes(pdf((200, 300)))
    answer = client.get("/files/drawn.pdf/pages/1.png")
    assert (answer.status_code, answer.headers["content-type"], answer.content[:4]) == (200, "image/png", b"\x89PNG")
    assert client.get("/files/drawn.pdf/pages/2.png").status_code == 404
    assert client.get("/files/none.pdf/pages/1.png").status_code == 404
    assert client.get("/files/city.txt/pages/1.png").status_code == 422
