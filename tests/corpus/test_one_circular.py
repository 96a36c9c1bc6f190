"""One circular of a corpus, as a correction or confirmation finds it: what its build reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.corpus import load
from extractor.corpus.loader import circular
from extractor.sources.model import SourceError
from extractor.vocabulary import use_packs

NOTICE = "关于轮渡票价的通知\n甲交发〔2024〕3号\n各县区：\n一、轮渡发船间隔不超过15分钟。\n甲市交通运输局\n2024年3月1日\n"
PACK = ("label: 轮渡\nferry.interval: {label: 发船间隔, kind: duration, direction: free, named: [发船间隔],"
        " examples: {matches: [轮渡发船间隔不超过【15分钟】。], misses: [轮渡检修时间为【15分钟】。]}}\n")


@pytest.fixture(autouse=True)
def without_packs_after() -> Iterator[None]:
    yield
    use_packs(())


def test_it_is_read_as_its_corpus_reads_it(tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "notice-附件1.txt").write_text("附件1\n船票标准\n一、船员补贴每人每月300元。\n", encoding="utf-8")
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "ferry.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "corpus.yaml").write_text("files:\n  notice.txt: {place: 济南市, reason: 来文登记}\n", encoding="utf-8")
    whole = load(tmp_path).extractions
    use_packs(())
    one = circular(tmp_path, "notice.txt")
    assert [one] == [each for each in whole if each.source == "notice.txt"]
    assert "ferry.interval" in {record.concept for record in one.parameters}
    assert "船员补贴" in one.text
    assert one.documents[0].place == "济南市"


def test_one_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    with pytest.raises(SourceError, match="no such circular"):
        circular(tmp_path, "other.txt")
