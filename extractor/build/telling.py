"""What an addition brings, and what a build found, in rows and lines of words for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.build import Built
from extractor.build.adding import Addition
from extractor.consistency import Finding
from extractor.consistency.checks import LABELS
from extractor.corpus.missing import missing_fields
from extractor.report.cells import fields_text
from extractor.report.wording import concept_text, due_text, period_text, scope_texts, value_text, words

BEFORE = ("事项", "数值", "期间", "适用", "库中现有")
TASKS = ("完成时限", "牵头单位", "任务")
FINDINGS = ("程度", "问题", "说明")


def value_rows(addition: Addition) -> list[tuple[str, ...]]:
    """The values of an addition, each beside its forerunner, under `BEFORE`."""
    return [
        (
            concept_text(one.new),
            value_text(one.new),
            period_text(one.new),
            "、".join(scope_texts(one.new)),
            f"{value_text(one.before)}（{one.before.document}）" if one.before else "",
        )
        for one in addition.values
    ]


def task_rows(addition: Addition) -> list[tuple[str, ...]]:
    """The tasks of an addition that are to be done by a day or after an event, by due date, under `TASKS`."""
    dated = [task for task in addition.tasks if task.deadline]
    dated.sort(key=lambda task: (task.deadline is None or task.deadline.date or "9", task.order))
    return [(due_text(task.deadline), "、".join(task.lead), task.action) for task in dated]


def finding_rows(findings: Sequence[Finding]) -> list[tuple[str, ...]]:
    """Findings under `FINDINGS`."""
    return [(words("severities")[one.severity], LABELS.get(one.check, one.check), one.message) for one in findings]


def notes(addition: Addition) -> Iterator[str]:
    """What is to be said of the files of an addition: what their heads lack, what they replace, their annexes."""
    for extraction in addition.extractions:
        for document in extraction.documents:
            if missing := missing_fields(document):
                yield f"缺少的{fields_text(missing)}可在 corpus.yaml 的 files 下按文件名 {document.source} 补充。"
    for file, rivals in addition.replaced.items():
        if rivals:
            yield f"{file} 将取代 {'、'.join(map(str, rivals))}"
    for file, annexes in addition.annexes.items():
        if annexes:
            yield f"{file} 的附件：{'、'.join(map(str, annexes))}"


def left_out(addition: Addition) -> Iterator[str]:
    """What the tables of an addition leave out, counted, and where it is."""
    undated = sum(task.deadline is None for task in addition.tasks)
    sources = " ".join(extraction.source for extraction in addition.extractions)
    if addition.unnamed:
        yield f"另有 {addition.unnamed} 个数值未归入概念，见 hongtou extract {sources} --to table"
    if undated:
        yield f"另有 {undated} 项未定时限的要求，收入后见 hongtou tasks --all"
    if not addition.findings:
        yield "没有新的核查问题。"


def summary_rows(built: Built, folder: str) -> list[tuple[str, str]]:
    """What a build found and wrote, counted."""

    def count(kind: str) -> int:
        return sum(extraction.counts.get(kind, 0) for extraction in built.corpus.extractions)

    return [
        ("文件", str(count("document"))),
        ("数量", str(count("mention"))),
        ("政策参数", f"{count('parameter')}（归入概念 {count('concept')}）"),
        ("时限", str(count("deadline"))),
        ("责任分工", str(count("assignment"))),
        ("任务", str(sum(map(len, built.tasks)))),
        ("核查问题", str(len(built.findings))),
        ("写入", f"{folder}/ 中 {len(built.files)} 个文件"),
    ]


def missing_lines(built: Built) -> Iterator[str]:
    """What the heads of a corpus's circulars lack, a line each."""
    for document in built.corpus.documents:
        if missing := missing_fields(document):
            yield f"{document.source}：缺少{fields_text(missing)}（可在 corpus.yaml 中补充）"
