"""The site in a browser: styles and scripts work from the disk, nothing overflows, and no script of a circular runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from extractor.corpus import Corpus
from extractor.kept import Store
from extractor.report import FOLDER, FRONT, write_site
from extractor.report.names import circular_page
from extractor.rules import write_rules
from extractor.tracker import collect_chunks
from tests.report.browser import CHROMIUM, REQUIRED, shown
from tests.report.circulars import city, finding, nation

PROBE = """<script>
addEventListener("load", () => {
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  document.title = [getComputedStyle(document.querySelector("h1")).color, wide ? "wide" : "fits", document.body.dataset.ran ?? "quiet"].join("|");
});
</script>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "out"
    folder.mkdir()
    extractions = (nation(), city())
    write_rules(extractions, folder)
    write_site(Corpus(Path("corpus"), extractions), collect_chunks(extractions, Store()), [finding()], [], folder)
    return folder


if CHROMIUM or REQUIRED:

    def test_the_search_finds_from_the_disk(site: Path, tmp_path: Path) -> None:
        tree = html.fromstring(shown(site / FOLDER / "search.html", tmp_path, "?q=%E6%9F%90%E5%8C%BB%E4%BF%9D%E5%8F%912021%205%E5%8F%B7"))
        assert tree.xpath("//ol[@id='results']//a")[0].get("href") == circular_page("b.txt")
        assert tree.get_element_by_id("told").text.startswith("找到")

    @pytest.mark.parametrize("name", [FRONT, circular_page("b.txt"), "findings.html", "p-990100.html"])
    def test_a_page_has_its_style_and_fits_a_telephone(site: Path, tmp_path: Path, name: str) -> None:
        """A probe is put into a copy of the page, for which its policy is widened; the style comes by the policy as it is."""
        path = site / (name if name == FRONT else f"{FOLDER}/{name}")
        text = path.read_text("utf-8")
        probed = path.with_name(f"probe-{path.name}")
        probed.write_text(text.replace("script-src 'none'", "script-src 'unsafe-inline'").replace("</head>", PROBE + "</head>"), "utf-8")
        title = html.fromstring(shown(probed, tmp_path, width=500)).findtext(".//title")
        probed.unlink()
        assert title == "rgb(176, 30, 21)|fits|quiet"

    def test_what_is_injected_into_a_page_does_not_run(site: Path, tmp_path: Path) -> None:
        path = site / FOLDER / circular_page("b.txt")
        injected = path.with_name("injected.html")
        canary = "<script>document.body.dataset.ran = 'yes'</script><img src=x onerror=\"document.body.dataset.ran = 'yes'\">"
        injected.write_text(path.read_text("utf-8").replace("</main>", f"{canary}</main>"), "utf-8")
        made = html.fromstring(shown(injected, tmp_path))
        injected.unlink()
        assert made.xpath("//script") and made.find("body").get("data-ran") is None
