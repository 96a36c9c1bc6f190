"""A desk over a small corpus, without a process of its own: what is renewed is there when a request is answered."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from extractor.desk.app import create_app
from extractor.desk.gate import CSRF_HEADER, csrf_of
from extractor.desk.holdings import Holdings, journal_of
from extractor.desk.routes import Desk
from extractor.desk.tasks import TaskBook

TOKEN = "a-token-for-tests"
HOST = "127.0.0.1:8000"
DAY = date(2024, 6, 10)

PROVINCE = """山东省医疗保障局文件
鲁医保发〔2024〕5号

关于调整居民基本医疗保险待遇的通知

各市医疗保障局：
一、自2024年1月1日起，居民基本医疗保险普通门诊统筹年度最高支付限额为每人每年300元。
二、各市医疗保障局应当于2024年6月底前完成信息系统调整。
三、居民医保住院政策范围内支付比例稳定在70%左右。

山东省医疗保障局
2024年1月5日
"""
CITY = """济南市医疗保障局文件
济医保发〔2024〕8号

关于做好居民基本医疗保险工作的通知

各区县医疗保障局：
根据《关于调整居民基本医疗保险待遇的通知》（鲁医保发〔2024〕5号），现就有关事项通知如下：
一、居民基本医疗保险普通门诊统筹年度最高支付限额为每人每年200元。
二、由市医保局牵头，市财政局配合，于2024年9月底前完成资金拨付。

济南市医疗保障局
2024年3月1日
"""


class AtOnce(Executor):
    """Does what it is given before it answers."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "province.txt").write_text(PROVINCE, encoding="utf-8")
    (folder / "city.txt").write_text(CITY, encoding="utf-8")
    return folder


@pytest.fixture
def desk(corpus: Path, tmp_path: Path) -> Iterator[Desk]:
    url = f"sqlite:///{tmp_path / 'tracker.sqlite'}"
    book = TaskBook(url)
    holdings = Holdings(corpus, tmp_path / "cache", tracker=url, executor=AtOnce(), renewed=book.forget)
    holdings.renew().result()
    yield Desk(holdings, book, journal_of(corpus, tmp_path / "cache"), lambda: DAY)
    holdings.close()
    book.close()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """A browser that has opened the printed address, and whose person has said who they are."""
    app = create_app(desk, token=TOKEN, hosts=frozenset({HOST}))
    with TestClient(app, base_url=f"http://{HOST}", follow_redirects=False) as browser:
        assert browser.get(f"/?token={TOKEN}").status_code == 303
        browser.cookies.set("hongtou_who", "%E7%8E%8B%E6%95%8F")
        yield browser


class Api:
    """The API as a program uses it."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, **query: Any) -> Any:
        answer = self.client.get(f"/api{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, data: Any) -> Any:
        return self.client.post(f"/api{path}", json=data, headers={CSRF_HEADER: csrf_of(TOKEN)})

    def record(self, source: str, quote: str, type_: str = "parameter") -> dict[str, Any]:
        """The record of these words."""
        found = self.get(f"/files/{source}")
        return next(one for group in found["groups"] for one in group["records"]
                    if one["type"] == type_ and one["quote"]["words"] == quote)


@pytest.fixture
def api(client: TestClient) -> Api:
    return Api(client)
