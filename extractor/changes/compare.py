"""Two generated folders compared: values by place, concept and group through time; tasks and findings by identifier."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from extractor.changes.heads import Heads
from extractor.changes.model import Change, Changes, Quoted, Subject
from extractor.policy.wording import day_text
from extractor.rules.in_force import sort_key
from extractor.rules.model import Concept, Entry, Key, Reference, RulesError, Series
from extractor.rules.read import read_rules
from extractor.rules.tree import concept_path, node_paths
from extractor.rules.wording import all_values_text, bracket_text, printed, source_text, value_text, whom_text
from extractor.rules.write import DRAFTS, PARAMETERS

TASKS, FINDINGS = "tasks.jsonl", "findings.jsonl"
_Line = Mapping[str, Any]


def diff_trees(old: Path, new: Path, concepts: Mapping[str, Concept] | None = None) -> Changes:
    """What is different in the folder `new` from the folder `old`: heads of circulars, then values by place and concept, drafts,
    tasks, findings. What only follows from a head that changed, such as a number that was supplied, is counted there.

    `concepts` gives the concepts their names (default: the vocabulary's). Raises RulesError where a folder cannot be read.
    """
    if concepts is None:
        from extractor.language.concepts import load_concepts

        concepts = load_concepts()
    before, after = read_rules(old), read_rules(new)
    heads = Heads(old, new)
    changes = [
        *_values(before.in_force, after.in_force, "value", PARAMETERS, concepts, heads),
        *_values(before.drafts, after.drafts, "draft", DRAFTS, concepts, heads),
        *_lines(old / TASKS, new / TASKS, _TASK, heads),
        *_lines(old / FINDINGS, new / FINDINGS, _FINDING, heads),
    ]
    return (*heads.changes(), *changes)


def _values(
    old: Sequence[Series],
    new: Sequence[Series],
    subject: Subject,
    root: str,
    concepts: Mapping[str, Concept],
    heads: Heads,
) -> Iterator[Change]:
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    nodes = _nodes(old) | _nodes(new)
    for key in sorted(before.keys() | after.keys(), key=sort_key):
        one = after.get(key) or before[key]
        label = concepts[key.concept].label if key.concept in concepts else key.concept
        name = f"{one.place}“{label}”（{whom_text(key)}）"
        where = ".".join((*concept_path(key, one.place), *nodes[key]))
        path = f"{root}/{'/'.join(concept_path(key, one.place))}.yaml"
        entries = [series.entries if series else () for series in (before.get(key), after.get(key))]
        for action, text, was, now in _stretches(name, key, *entries):
            if action == "renamed":
                if now is not None and heads.follows(subject, now.source):
                    continue
                action = "changed"
            yield Change(action, subject, where, path, text, _quoted(was), _quoted(now))


def _nodes(series: Sequence[Series]) -> dict[Key, tuple[str, ...]]:
    """The nodes of each value in its file."""
    files: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
    for one in series:
        files[one.key.place_code, one.key.concept].append(one.key)
    return {key: path for keys in files.values() for key, path in node_paths(keys).items()}


def _stretches(
    name: str, key: Key, old: Sequence[Entry], new: Sequence[Entry]
) -> Iterator[tuple[Any, str, Reference | None, Reference | None]]:
    """The differences between two courses of one value: action, sentence, and what each side rests on."""
    before, after = {entry.start: entry for entry in old}, {entry.start: entry for entry in new}
    for start in sorted(before.keys() | after.keys()):
        was, now = before.get(start), after.get(start)
        since = f"自{day_text(start)}起"
        if was is None and now is not None:
            replaced = next((entry for entry in old if entry.holds_on(start)), None)
            if replaced:
                text = f"{name}{since}由{all_values_text(replaced, key)}改为{all_values_text(now, key)}"
                yield "changed", text, replaced.references[0], now.references[0]
            else:
                yield "added", f"新增{name}：{since}{all_values_text(now, key)}{_ending(now)}", None, now.references[0]
        elif now is None and was is not None:
            text = f"{name}{since}为{all_values_text(was, key)}的规定不再有依据，已删除"
            yield "removed", text, was.references[0], None
        elif was is not None and now is not None:
            yield from _same_start(f"{name}{since}", key, was, now, after)


def _same_start(
    name: str, key: Key, was: Entry, now: Entry, after: Mapping[date, Entry]
) -> Iterator[tuple[Any, str, Reference, Reference]]:
    sides = was.references[0], now.references[0]
    why = _why(was, now)
    if all_values_text(was, key) == all_values_text(now, key):
        if why:
            yield "changed", f"{name}的规定有变动{why}", *sides
    elif was.brackets and _bounds(was) == _bounds(now):
        for left, right in zip(was.brackets, now.brackets, strict=True):
            if left.value != right.value:
                text = f"{name}，{bracket_text(right)}部分由{value_text(was, key, left)}改为{value_text(now, key, right)}{why}"
                yield "changed", text, left.reference, right.reference
    else:
        yield "changed", f"{name}由{all_values_text(was, key)}改为{all_values_text(now, key)}{why}", *sides
    if was.end != now.end and not (now.end and now.end + timedelta(days=1) in after):
        action = "ended" if now.end and not was.end else "changed"
        yield action, f"{name}的规定{_end_text(was, now)}", *sides
    for label, left_text, right_text in (
        ("效力", was.modality, now.modality),
        ("计算口径", was.per or "", now.per or ""),
    ):
        if left_text != right_text:
            yield "changed", f"{name}的{label}由“{left_text or '无'}”改为“{right_text or '无'}”", *sides
    if source_text(sides[0]) != source_text(sides[1]):
        is_same_place = (sides[0].source, sides[0].span) == (sides[1].source, sides[1].span)
        text = f"{name}的依据由“{source_text(sides[0])}”改为“{source_text(sides[1])}”"
        yield "renamed" if is_same_place else "changed", text, *sides


def _why(was: Entry, now: Entry) -> str:
    """The corrections that were made or withdrawn in between, in brackets; empty where there are none."""
    before, after = ({note for source in entry.references for note in source.corrections} for entry in (was, now))
    notes = [f"人工更正：{note}" for note in sorted(after - before)] + [f"撤回更正：{note}" for note in sorted(before - after)]
    return f"（{'；'.join(notes)}）" if notes else ""


def _bounds(entry: Entry) -> list[tuple[Any, ...]]:
    return [(one.lower, one.lower_inclusive, one.upper, one.upper_inclusive) for one in entry.brackets]


def _end_text(was: Entry, now: Entry) -> str:
    if now.end is None:
        return f"不再于{day_text(was.end)}终止" if was.end else ""
    by = f"（{now.ended_by}）" if now.ended_by and now.ended_by != "stated" else ""
    return f"于{day_text(now.end)}终止{by}" if was.end is None else f"终止日期由{day_text(was.end)}改为{day_text(now.end)}{by}"


def _ending(entry: Entry) -> str:
    return f"，至{day_text(entry.end)}止" if entry.end else ""


def _quoted(source: Reference | None) -> Quoted | None:
    if source is None:
        return None
    return Quoted(source_text(source), source.source, source.span, source.sentence or printed(source.quote))


class _Kind(NamedTuple):
    """How the lines of a file are compared: what they are, in words; what tells that two of other ids are one thing; whether
    they differ in what their circulars are called alone; and what differs, in words."""

    subject: Subject
    text: Callable[[_Line], str]
    same: Callable[[_Line], object]
    is_renamed: Callable[[_Line, _Line], bool]
    changes: Callable[[_Line, _Line], Iterator[str]]
    words: Callable[[_Line], Quoted]
    sources: Callable[[_Line], tuple[str, ...]]


def _lines(old: Path, new: Path, kind: _Kind, heads: Heads) -> Iterator[Change]:
    before, after = _read(old), _read(new)
    left: defaultdict[object, list[str]] = defaultdict(list)
    for key, line in before.items():
        if key not in after:
            left[kind.same(line)].append(key)
    earlier = {key: left[same].pop(0) for key, line in after.items() if key not in before and left[same := kind.same(line)]}
    known = set(earlier.values())
    for key in sorted((before.keys() - known) | after.keys()):
        was, now = before.get(earlier.get(key, key)), after.get(key)
        if was is None and now is not None:
            yield Change("added", kind.subject, key, new.name, f"新增：{kind.text(now)}", None, kind.words(now))
        elif now is None and was is not None:
            gone = "已消除" if kind.subject == "finding" else "删除"
            yield Change("removed", kind.subject, key, new.name, f"{gone}：{kind.text(was)}", kind.words(was))
        elif was is not None and now is not None:
            if kind.is_renamed(was, now) and heads.follows(kind.subject, *kind.sources(now)):
                continue
            for text in kind.changes(was, now):
                yield Change("changed", kind.subject, key, new.name, text, kind.words(was), kind.words(now))


def _read(path: Path) -> dict[str, _Line]:
    """The objects of a file of JSON lines by their `id`; none where there is no such file."""
    if not path.is_file():
        return {}
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        return {str(line["id"]): line for line in lines}
    except (ValueError, KeyError, TypeError) as error:
        raise RulesError(f"{path} 不是 hongtou build 写出的文件（{error}），请重新生成") from error


def _task_text(task: _Line) -> str:
    return f"{task.get('place') or ''}任务“{task['action']}”"


def _task_changes(was: _Line, now: _Line) -> Iterator[str]:
    sides: tuple[tuple[str, Callable[[_Line], str]], ...] = (
        ("内容", lambda task: str(task["action"])),
        ("完成时限", _due),
        ("牵头单位", lambda task: "、".join(task["lead"])),
        ("配合单位", lambda task: "、".join(task["support"])),
        ("要求强度", lambda task: str(task["modality"])),
    )
    for name, of in sides:
        if of(was) != of(now):
            yield f"{_task_text(now)}的{name}由“{of(was) or '无'}”改为“{of(now) or '无'}”"


def _due(task: _Line) -> str:
    deadline = task.get("deadline") or {}
    return "".join(str(deadline.get("date") or deadline.get("quote") or "").split())


def _task_words(task: _Line) -> Quoted:
    standing = task.get("standing") or task
    document = str(task.get("number") or task.get("title") or standing["document"])
    return Quoted(document, str(standing["source"]), _span(standing), printed(str(task["quote"])))


def _finding_text(finding: _Line) -> str:
    return str(finding["message"])


def _finding_changes(was: _Line, now: _Line) -> Iterator[str]:
    for name, key in (("级别", "severity"), ("说明", "message")):
        if was[key] != now[key]:
            yield f"核查发现“{_finding_text(now)}”的{name}由“{was[key]}”改为“{now[key]}”"
    if was.get("waived") != now.get("waived"):
        yield f"核查发现“{_finding_text(now)}”{'已豁免' if now.get('waived') else '不再豁免'}"


def _finding_words(finding: _Line) -> Quoted:
    lower = finding["lower"]
    return Quoted(str(lower["document"]), str(lower["source"]), _span(lower), printed(str(lower["quote"])))


def _span(place: _Line) -> tuple[int, int]:
    start, end = place["span"]
    return int(start), int(end)


def _task_place(task: _Line) -> object:
    standing = task.get("standing") or task
    return standing["source"], _span(standing), task["action"]


def _is_renamed_task(was: _Line, now: _Line) -> bool:
    """Whether a task only got another circular's name."""
    return any(was.get(name) != now.get(name) for name in ("id", "number", "title", "issued")) and not any(_task_changes(was, now))


def _sides(finding: _Line) -> list[_Line]:
    return [side for side in (finding["lower"], finding.get("higher")) if side]


def _finding_place(finding: _Line) -> object:
    return finding.get("check"), finding.get("concept"), *((side["source"], _span(side)) for side in _sides(finding))


def _is_renamed_finding(was: _Line, now: _Line) -> bool:
    """Whether a finding says the same of the same words under other names."""
    if any(was.get(name) != now.get(name) for name in ("severity", "waived")) or (was["message"] == now["message"] and was["id"] == now["id"]):
        return False
    told = [[(side["source"], side["quote"], side.get("value")) for side in _sides(one)] for one in (was, now)]
    return told[0] == told[1]


_TASK = _Kind(
    "task", _task_text, _task_place, _is_renamed_task, _task_changes, _task_words,
    lambda task: (str((task.get("standing") or task)["source"]),),
)  # fmt: skip
_FINDING = _Kind(
    "finding", _finding_text, _finding_place, _is_renamed_finding, _finding_changes, _finding_words,
    lambda finding: tuple(str(side["source"]) for side in _sides(finding)),
)  # fmt: skip
