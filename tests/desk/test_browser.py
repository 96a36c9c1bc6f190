"""A day's work in Chromium: bring in, confirm, correct, add, waive, finish a task, export; by keyboard, at three widths, in print."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect, sync_playwright

from extractor.desk.app import create_app
from extractor.desk.holdings import Holdings, journal_of
from extractor.desk.routes import Desk
from extractor.desk.tasks import TaskBook
from tests.desk.conftest import DAY, TOKEN
from tests.desk.test_intake import LATER

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PAGES = ("/", "/intake", "/files", "/files/city.txt", "/values", "/values/unnamed", "/findings", "/wanted", "/compare?old=province.txt&new=city.txt",
         "/tasks", "/changes", "/settings", "/who")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed: the desk was not tried in a browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "Chromium is not installed; on Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield opened
        opened.close()


@pytest.fixture
def address(corpus: Path, tmp_path: Path) -> Iterator[str]:
    """A desk that really listens, its corpus read once."""
    url = f"sqlite:///{tmp_path / 'tracker.sqlite'}"
    book = TaskBook(url)
    holdings = Holdings(corpus, tmp_path / "cache", tracker=url, executor=ThreadPoolExecutor(1), renewed=book.forget)
    holdings.renew().result()
    listening = socket.create_server(("127.0.0.1", 0))
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    app = create_app(Desk(holdings, book, journal_of(corpus, tmp_path / "cache"), lambda: DAY), token=TOKEN, hosts=frozenset({host}))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://{host}"
    server.should_exit = True
    thread.join()
    holdings.close()
    book.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    opened = context.new_page()
    said: list[str] = []
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    opened.goto(f"{address}/?token={TOKEN}")
    yield opened
    assert said == []
    context.close()


def named(page: Page) -> None:
    """Say who one is, when asked."""
    page.get_by_label("姓名").fill("王敏")
    with page.expect_navigation():
        page.get_by_role("button", name="继续").click()


def test_everybody_can_use_every_page_at_every_width(browser: Browser, address: str) -> None:
    context = browser.new_context(bypass_csp=True)  # axe is put into the page; the desk's own policy is tested elsewhere
    page = context.new_page()
    page.goto(f"{address}/?token={TOKEN}")
    for width in (1440, 768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for path in PAGES:
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (path, width)
            page.evaluate(AXE_SCRIPT)
            found = page.evaluate("axe.run({resultTypes: ['violations']}).then(all => all.violations.map(one => [one.id, one.nodes[0].html]))")
            assert found == [], (path, width)
    context.close()


def test_a_day_by_keyboard_alone(page: Page, address: str, corpus: Path) -> None:
    page.goto(f"{address}/files/province.txt")
    page.keyboard.press("j")
    first = page.locator(".record.current")
    expect(first).to_contain_text("70%")  # what is most doubtful comes first
    expect(page.locator("#text mark.current")).to_have_text("70%左右")
    page.keyboard.press("c")
    named(page)
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator(".record.current .confirmed")).to_have_text("已核对：王敏 2024-06-10")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("310")
    page.locator(".record.current .correct [name=reason]").focus()
    page.keyboard.type("录入错误")
    page.keyboard.press("Enter")
    expect(page.locator(".record.current .says")).to_contain_text("310元")
    expect(page.locator("[role=status]").first).to_contain_text("已更新", timeout=30_000)
    assert len(list((corpus / "corrections").glob("*.yaml"))) == 2


def test_two_people_at_one_record(browser: Browser, page: Page, address: str) -> None:
    page.goto(f"{address}/who?next=/files/city.txt")
    named(page)
    other = browser.new_context().new_page()
    other.goto(f"{address}/?token={TOKEN}")
    other.goto(f"{address}/who?next=/files/city.txt")
    other.get_by_label("姓名").fill("李华")
    with other.expect_navigation():
        other.get_by_role("button", name="继续").click()
    for one in (page, other):
        one.locator(".record", has_text="200元").first.get_by_role("button", name="确认无误").click()
    expect(page.locator(".record", has_text="200元").first).to_contain_text("已核对：王敏")
    expect(other.locator("[role=alert]")).to_contain_text("他人改动过")
    expect(other.locator(".record", has_text="200元").first).to_contain_text("已核对：王敏")
    other.context.close()


def test_words_that_are_selected_become_a_record(page: Page, address: str) -> None:
    page.goto(f"{address}/who?next=/files/city.txt")
    named(page)
    expect(page.locator("#picker")).to_be_hidden()
    page.evaluate("""() => {
        const node = [...document.querySelectorAll("#text [data-start]")].map(one => one.firstChild)
            .find(one => one.data.includes("各区县医疗保障局"));
        const range = document.createRange();
        range.setStart(node, node.data.indexOf("各区县医疗保障局"));
        range.setEnd(node, node.data.indexOf("各区县医疗保障局") + 8);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }""")
    picker = page.locator("#picker")
    expect(picker.locator(".chosen")).to_have_text("各区县医疗保障局")
    picker.get_by_label("补录为").select_option("assignment")
    picker.locator("fieldset:not([hidden]) [name='fields.lead']").fill("各区县医疗保障局")
    picker.get_by_label("理由").fill("漏读")
    with page.expect_navigation():
        picker.get_by_role("button", name="补录").click()
    page.locator("details.group", has_text="责任分工").locator("summary").first.click()
    expect(page.locator(".record", has_text="各区县医疗保障局").first).to_be_visible()


def test_files_come_in_and_findings_and_tasks_go(page: Page, address: str, tmp_path: Path, corpus: Path) -> None:
    coming = tmp_path / "later.txt"
    coming.write_text(LATER, encoding="utf-8")
    page.goto(f"{address}/who?next=/intake")
    named(page)
    page.locator("#dropzone input[type=file]").first.set_input_files(coming)
    page.get_by_role("button", name="读取").click()
    expect(page.get_by_text("每人每年320元").first).to_be_visible(timeout=30_000)
    with page.expect_navigation():
        page.get_by_role("button", name="收入语料").click()
    assert (corpus / "later.txt").is_file()
    page.goto(f"{address}/findings")
    finding = page.locator("article.finding").first
    finding.get_by_text("豁免", exact=True).click()
    finding.get_by_label("理由").fill("省局已复函")
    finding.get_by_role("button", name="豁免这一条").click()
    expect(page.locator(".waiver").first).to_contain_text("王敏：省局已复函")
    page.goto(f"{address}/tasks?agency=财政")
    page.locator("table.tasks a").first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="办结").click()
    expect(page.locator("main")).to_contain_text("王敏")
    page.goto(f"{address}/changes?since=2000-01-01&until=2100-01-01")
    expect(page.locator("main")).to_contain_text("收入 济医保发〔2024〕20号", timeout=30_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载周报").click()
    assert "收入 济医保发〔2024〕20号" in download.value.path().read_text(encoding="utf-8")


def test_a_circular_prints_its_text_and_records_without_forms(page: Page, address: str) -> None:
    page.goto(f"{address}/files/city.txt")
    page.emulate_media(media="print")
    expect(page.locator(".decide").first).to_be_hidden()
    expect(page.locator(".masthead nav")).to_be_hidden()
    expect(page.locator("#text")).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
