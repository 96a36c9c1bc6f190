"""收文: what was handed in waits until somebody has seen what it changes."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from extractor.desk import holdings as module
from extractor.desk.gate import CSRF_HEADER, csrf_of
from extractor.desk.holdings import Holdings
from extractor.desk.incoming import lots, new_lot, safe_name
from extractor.desk.routes import Desk
from tests.desk.conftest import CITY, TOKEN, Api

LATER = CITY.replace("济医保发〔2024〕8号", "济医保发〔2024〕20号").replace("200元", "320元").replace("2024年3月1日", "2024年5月6日")


def hand_in(client: TestClient, *files: tuple[str, str]) -> str:
    answer = client.post("/api/intake", files=[("files", (name, text.encode())) for name, text in files],
                         headers={CSRF_HEADER: csrf_of(TOKEN)})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def test_a_lot_says_what_it_would_bring_and_changes_nothing(client: TestClient, api: Api, corpus: Path) -> None:
    id_ = hand_in(client, ("later.txt", LATER))
    seen = api.get(f"/intake/{id_}")["lot"]["preview"]
    assert seen["heads"][0]["number"] == "济医保发〔2024〕20号"
    (value,) = [one for one in seen["values"] if "门诊" in one["name"]]
    assert (value["text"], value["before"]) == ("每人每年320元", "每人每年200元")
    assert [one["lead"] for one in seen["tasks"]] == [["市医保局"]]
    assert not (corpus / "later.txt").exists()
    page = client.get(f"/intake/{id_}").text
    assert "每人每年320元" in page
    assert "收入语料" in page


def test_an_accepted_lot_is_in_the_corpus_and_waits_no_more(client: TestClient, api: Api, corpus: Path) -> None:
    id_ = hand_in(client, ("later.txt", LATER))
    assert api.post(f"/intake/{id_}/accept", {}).json() == {"written": ["later.txt"]}
    assert (corpus / "later.txt").read_text(encoding="utf-8") == LATER
    assert api.get("/intake")["lots"] == []
    assert "320元" in {one["value"] for one in api.get("/values", place="济南")["rows"]}
    assert client.get(f"/intake/{id_}").status_code == 404


def test_a_text_that_is_there_already_is_told_under_whatever_name_it_comes(client: TestClient, api: Api) -> None:
    copied = CITY.replace("济医保发〔2024〕8号\n", "").replace("，", "， ")
    seen = api.get(f"/intake/{hand_in(client, ('复印件.txt', copied))}")["lot"]["preview"]
    assert [(one["source"], one["of"]) for one in seen["duplicates"]] == [("复印件.txt", "city.txt")]
    assert api.get(f"/intake/{hand_in(client, ('later.txt', '另一份通知，内容完全不同，没有重复的话可说。'))}")["lot"]["preview"]["duplicates"] == []


def test_a_circular_that_is_there_comes_in_only_where_it_may_replace(client: TestClient, api: Api, corpus: Path) -> None:
    id_ = hand_in(client, ("again.txt", CITY.replace("200元", "210元")))
    assert api.get(f"/intake/{id_}")["lot"]["preview"]["heads"] == []
    assert api.post(f"/intake/{id_}/accept", {}).status_code == 422
    api.post(f"/intake/{id_}/replacing", {"replaces": True})
    assert api.get(f"/intake/{id_}")["lot"]["preview"]["replaced"] == [["again.txt", "city.txt"]]
    assert api.post(f"/intake/{id_}/accept", {}).status_code == 200
    assert not (corpus / "city.txt").exists()
    assert (corpus / "again.txt").exists()


def test_what_cannot_be_read_is_refused_and_the_rest_comes_in(client: TestClient, api: Api) -> None:
    id_ = hand_in(client, ("later.txt", LATER), ("broken.pdf", "%PDF-1.4 nothing"))
    seen = api.get(f"/intake/{id_}")["lot"]["preview"]
    assert [one["source"] for one in seen["heads"]] == ["later.txt"]
    assert "broken.pdf" in seen["refusals"][0]
    assert api.post(f"/intake/{id_}/accept", {}).json() == {"written": ["later.txt"]}


def test_a_refused_lot_is_gone(client: TestClient, api: Api, desk: Desk) -> None:
    id_ = hand_in(client, ("later.txt", LATER))
    assert api.post(f"/intake/{id_}/refuse", {}).status_code == 200
    assert lots(desk.holdings.incoming) == []
    assert list(desk.holdings.incoming.iterdir()) == []


def test_a_form_of_the_page_leads_to_the_lot(client: TestClient) -> None:
    answer = client.post("/intake", data={"csrf": csrf_of(TOKEN), "next": "/intake"}, files=[("files", ("a.txt", LATER.encode()))])
    assert answer.status_code == 303
    assert client.get(answer.headers["location"]).status_code == 200
    assert client.post("/intake", data={"csrf": csrf_of(TOKEN), "next": "/intake"}).status_code == 422


@pytest.mark.parametrize(("given", "wanted"), [
    ("../../etc/passwd", "passwd"), ("C:\\temp\\通知.docx", "通知.docx"), (".hidden", "hidden"), ("a\x00b.txt", "a_b.txt"), ("", "未命名"),
    ("文" * 300 + ".pdf", "文" * 120 + ".pdf"), ("..", "未命名"), ("通知（1）.txt", "通知（1）.txt"),
])
def test_a_file_has_a_name_that_a_folder_can_hold(given: str, wanted: str) -> None:
    assert safe_name(given) == wanted


@pytest.mark.parametrize("id_", ["..", "0" * 16, "%2e%2e", "x"])
def test_no_other_folder_is_a_lot(client: TestClient, id_: str) -> None:
    assert client.get(f"/api/intake/{id_}").status_code == 404


def test_a_lot_can_be_accepted_while_the_corpus_is_read_anew(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    renew = module.renew_index

    def slowly(*given: object) -> str:
        begun.set()
        go_on.wait(20)
        return renew(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "renew_index", slowly)
    held = Holdings(corpus, tmp_path / "cache", executor=ThreadPoolExecutor(1))
    lot = new_lot(held.incoming, [("later.txt", LATER.encode())], "王敏", "2024-06-10T08:00:00")
    held.renew()
    assert begun.wait(20)
    done: Future[list[str]] = Future()

    def accept() -> None:
        with held.changing():
            go_on.set()
            done.set_result(held.accept_lot(lot.id))

    threading.Thread(target=accept, daemon=True).start()
    assert done.result(30) == ["later.txt"]
    held.close()
