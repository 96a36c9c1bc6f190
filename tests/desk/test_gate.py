"""Who may come in: hosts, the token of the address, forms of the desk alone."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from extractor.desk.app import create_app, local_path
from extractor.desk.gate import CSRF_HEADER, csrf_of
from extractor.desk.routes import Desk
from tests.desk.conftest import HOST, TOKEN, Api


@pytest.fixture
def stranger(desk: Desk) -> TestClient:
    return TestClient(create_app(desk, token=TOKEN, hosts=frozenset({HOST})), base_url=f"http://{HOST}", follow_redirects=False)


def test_nobody_comes_in_without_the_token(stranger: TestClient) -> None:
    for path in ("/", "/api/overview", "/api/openapi.json", "/desk.js"):
        assert stranger.get(path).status_code == 403
    assert stranger.get("/?token=another").status_code == 403
    assert "set-cookie" not in stranger.get("/?token=another").headers


def test_the_token_leaves_the_address_and_stays_in_a_cookie_that_no_script_reads(stranger: TestClient) -> None:
    answer = stranger.get(f"/files?q=a&token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/files?q=a")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert stranger.get("/files?q=a").status_code == 200


def test_another_name_for_this_computer_is_not_answered(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example:8000"}).status_code == 421


@pytest.mark.parametrize("headers", [
    {"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
])
def test_what_changes_something_comes_from_a_page_of_the_desk(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/api/renew", json={}, headers={CSRF_HEADER: csrf_of(TOKEN), **headers}).status_code == 403


def test_a_form_carries_its_token(client: TestClient, api: Api) -> None:
    one = api.record("city.txt", "200元")
    form: dict[str, Any] = {"version": one["version"], "next": "/files/city.txt"}
    assert client.post(f"/records/{one['address']}/confirm", data=form).status_code == 403
    assert client.post(f"/records/{one['address']}/confirm", data={**form, "csrf": "x"}).status_code == 403
    assert client.post(f"/api/records/{one['address']}/confirm", json={"version": one["version"]}).status_code == 403
    good = client.post(f"/records/{one['address']}/confirm", data={**form, "csrf": csrf_of(TOKEN)})
    assert (good.status_code, good.headers["location"]) == (303, "/files/city.txt")


def test_who_acts_is_asked_once(client: TestClient, api: Api) -> None:
    client.cookies.delete("hongtou_who")
    one = api.record("city.txt", "200元")
    form = {"version": one["version"], "next": "/files/city.txt", "csrf": csrf_of(TOKEN)}
    asked = client.post(f"/records/{one['address']}/confirm", data=form)
    assert asked.headers["location"] == "/who?next=%2Ffiles%2Fcity.txt"
    assert client.post(f"/api/records/{one['address']}/confirm", json={"version": one["version"]},
                       headers={CSRF_HEADER: csrf_of(TOKEN)}).status_code == 403
    named = client.post("/who", data={"name": "李 华", "next": "/files/city.txt", "csrf": csrf_of(TOKEN)})
    assert named.headers["location"] == "/files/city.txt"
    assert client.post(f"/records/{one['address']}/confirm", data=form).headers["location"] == "/files/city.txt"
    assert api.record("city.txt", "200元")["confirmed_by"] == "李 华 2024-06-10"


@pytest.mark.parametrize(("given", "wanted"), [
    ("/files/a?x=1", "/files/a?x=1"), ("//evil.example/", "/"), ("https://evil.example/", "/"), ("/\\evil.example", "/"),
    ("javascript:alert(1)", "/"), ("", "/"), ("/a\r\nset-cookie: x", "/"),
])
def test_only_pages_of_the_desk_come_next(given: str, wanted: str) -> None:
    assert local_path(given) == wanted


def test_every_answer_forbids_foreign_scripts(client: TestClient) -> None:
    for path in ("/", "/files", "/nothing", "/api/overview"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_a_request_that_is_too_large_is_refused(client: TestClient) -> None:
    answer = client.post("/api/renew", content=b"{}", headers={CSRF_HEADER: csrf_of(TOKEN), "content-length": str(2**40)})
    assert answer.status_code == 413


def test_two_desks_on_one_computer_do_not_lock_each_other_out(desk: Desk) -> None:
    hosts = frozenset({"127.0.0.1:8001", "127.0.0.1:8002"})
    first, second = (TestClient(create_app(desk, token=token, hosts=hosts), base_url=f"http://{host}", follow_redirects=False)
                     for token, host in (("one", "127.0.0.1:8001"), ("two", "127.0.0.1:8002")))
    cookies = {}
    for client, token in ((first, "one"), (second, "two")):
        client.get(f"/?token={token}")
        cookies |= dict(client.cookies)
    for client in (first, second):
        client.cookies.clear()
        for name, value in cookies.items():
            client.cookies.set(name, value)
        assert client.get("/status").status_code == 200
