"""From records to statements: what one circular says one value is, its brackets together, dated and keyed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from extractor.corrections import CORRECTED
from extractor.policy.branches import Branch
from extractor.policy.documents import Document, lapsed_unknown
from extractor.policy.in_force import STATED, Claim, Setting, read_setting, scope_of
from extractor.policy.patterns import expression, plain
from extractor.policy.places import code_of
from extractor.policy.wording import per_text, words
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord, ParameterRecord
from extractor.rules.brackets import bracket, scales_in
from extractor.rules.model import Entry, Key, LeftOut, Reference
from extractor.rules.names import own_words

_LONGEST, _AROUND = 400, 150
"""Characters of a sentence that is given whole, and to either side of a value in a longer one."""

UNDATED = "文件没有写明日期，也没有写明适用年度，无法确定从何时起执行"
ENDED = "发布页标明文件已失效，失效日期不明"
PLACELESS = "文件没有写明发文地区，无法确定适用范围"
CONTRADICTORY = "同一文件的两份文本数值不同，此处采用排在前面的一份"
REPLACED = "自起始之日起即有更新或更正式的规定"
ENDED_BEFORE = "截止日期早于起始日期"
REVERSED = "分段的上限不高于下限，无法确定适用范围"
RELAYED = "解读材料所转述的文件已经收入，以原文件为准"


@dataclass(frozen=True, slots=True)
class Statement:
    """One entry before it is set among the others of its place: not yet ended by later circulars."""

    key: Key
    document: DocumentRecord
    entry: Entry

    @property
    def claim(self) -> Claim:
        """What it claims to be in force, from when until when."""
        amends = next((one.amends.document for one in self.entry.references if one.amends), None)
        return Claim(
            self.key.scope, self.document, self.entry.start, self.entry.end, self.entry.ended_by or STATED, amends)


class Said(NamedTuple):
    """A document, its values of a concept, and the file that it is in."""

    document: DocumentRecord
    records: Sequence[ParameterRecord]
    extraction: Extraction


def statements(said: Iterable[Said], relayed: Collection[str]) -> tuple[list[Statement], list[LeftOut]]:
    """What documents of one place say of a concept, and the records that say nothing that could be placed or dated.

    `relayed` are the numbers of circulars that the corpus has itself.
    """
    found: list[Statement] = []
    left_out: list[LeftOut] = []
    for document, records, extraction in said:
        problem = _unusable(document, relayed)
        if problem:
            text = extraction.text
            left_out += [LeftOut(reference(record, document, text), record.concept or "", problem) for record in records]
        else:
            _read_document(Document(document, extraction, None), records, found, left_out)
    return _once(found, left_out), left_out


def _once(found: Iterable[Statement], left_out: list[LeftOut]) -> list[Statement]:
    """Each statement of a circular once, however many files carry it; the first file's counts."""
    kept: dict[tuple[Key, str, date], Statement] = {}
    for statement in found:
        first = kept.setdefault((statement.key, statement.document.id, statement.entry.start), statement)
        if first is not statement and _said(first.entry) != _said(statement.entry):
            left_out.append(LeftOut(statement.entry.references[0], statement.key.concept, CONTRADICTORY))
    return list(kept.values())


def _said(entry: Entry) -> tuple[object, ...]:
    brackets = [(bracket.lower, bracket.upper, bracket.value) for bracket in entry.brackets]
    return entry.value, entry.removed, entry.comparator, tuple(brackets)


def _unusable(document: DocumentRecord, relayed: Collection[str]) -> str | None:
    if document.status == "explainer" and document.number in relayed:
        return RELAYED
    if lapsed_unknown(document):
        return ENDED
    return None if code_of(document) else PLACELESS


def _read_document(
    document: Document, records: Sequence[ParameterRecord], found: list[Statement], left_out: list[LeftOut]
) -> None:
    groups: dict[tuple[Key, date], list[tuple[ParameterRecord, Entry]]] = defaultdict(list)
    for record in records:
        source = reference(record, document.record, document.extraction.text)
        setting = read_setting(document, record)
        if setting is None or setting.start is None:
            left_out.append(LeftOut(source, record.concept or "", UNDATED))
        else:
            groups[_key(setting), setting.start].append((record, _entry(setting, setting.start, source)))
    for key, group in _whole_scales(groups):
        said = _scales(key, group, left_out) if key.scaled else _told_apart(key, group)
        found += [Statement(told, document.record, entry) for told, entry in said]


def _whole_scales(
    groups: Mapping[tuple[Key, date], list[tuple[ParameterRecord, Entry]]],
) -> Iterator[tuple[Key, list[tuple[ParameterRecord, Entry]]]]:
    """The values by their keys, where brackets of different conditions make one scale without overlaps as one scale: each
    bracket's words say more of its part than that it is one."""
    together: dict[tuple[Key, date], list[Key]] = defaultdict(list)
    for key, start in groups:
        together[replace(key, branches=()) if key.scaled else key, start].append(key)
    for (_, start), keys in together.items():
        one = replace(keys[0], branches=tuple(branch for branch in keys[0].branches if all(branch in key.branches for key in keys)))
        said = [item for key in keys for item in groups[key, start]]
        found = (bracket(record.bracket, entry.value, entry.references[0])
                 for record, entry in said if record.bracket and entry.value is not None)
        if len(keys) > 1 and len(scales_in(filter(None, found))) == 1:
            yield one, said
        else:
            yield from ((key, groups[key, start]) for key in keys)


def _entry(setting: Setting, start: date, source: Reference) -> Entry:
    record = setting.record
    return Entry(
        start=start,
        end=setting.end,
        start_from=setting.started_by or "document",
        ended_by=setting.ended_by,
        value=None if record.removed else setting.value,
        removed=record.removed,
        brackets=(),
        comparator=record.comparator,
        modality=record.modality,
        per=record.per,
        year=setting.year,
        references=(source,),
    )


def _key(setting: Setting) -> Key:
    record, scope = setting.record, scope_of(setting.record)
    return Key(
        place_code=code_of(setting.document.record) or "",
        concept=record.concept or "",
        population=scope.population,
        tier=scope.tier,
        region=scope.region,
        branches=scope.branches,
        scaled=record.bracket is not None and not record.removed,
        unit=plain(record.unit) or "",
    )


def _told_apart(key: Key, group: Sequence[tuple[ParameterRecord, Entry]]) -> Iterable[tuple[Key, Entry]]:
    """The different values of one key in one circular, told apart by when they apply, by name, by what they are per, by
    bound, else only by their order; repetitions fall away."""
    kept: dict[tuple[object, ...], tuple[ParameterRecord, Entry]] = {}
    for record, entry in group:
        kept.setdefault((entry.value, entry.removed, entry.comparator, entry.per), (record, entry))
    several = list(kept.values())
    if len(several) == 1:
        return [(key, several[0][1])]
    for kind, names in (
        ("event", [_events(record) for record, _ in several]),
        ("name", [plain(record.label) for record, _ in several]),
        ("per", [per_text(record.per) or None for record, _ in several]),
        ("bound", [words("comparators")[entry.comparator] or None for _, entry in several]),
    ):
        if len(set(names)) == len(several):
            return [(_with(key, kind, name), entry) for name, (_, entry) in zip(names, several, strict=True)]
    # None of them may count for everybody: whoever reads them must see all, and calculations must refuse to choose.
    return [(_beside(key, number), entry) for number, (_, entry) in enumerate(several, start=1)]


def _events(record: ParameterRecord) -> str | None:
    """When a value applies (叠加后, 在缴存满6个月后)."""
    return "，".join(plain(one.text) or "" for one in record.conditions if one.kind == "event") or None


def _with(key: Key, kind: str, name: str | None) -> Key:
    return replace(key, branches=(*key.branches, Branch(kind, name))) if name else key


def _beside(key: Key, number: int) -> Key:
    return _with(key, "side_by_side", own_words()["side_by_side"].format(number=number))


def _scales(
    key: Key, group: Sequence[tuple[ParameterRecord, Entry]], left_out: list[LeftOut]
) -> Iterable[tuple[Key, Entry]]:
    """The brackets of one key in one circular as an entry; several, told apart by their order, where they overlap."""
    brackets = []
    for record, entry in group:
        one = bracket(record.bracket, entry.value, entry.references[0]) if record.bracket and entry.value is not None else None
        if one:
            brackets.append(one)
        else:
            left_out.append(LeftOut(entry.references[0], key.concept, REVERSED))
    scales = scales_in(brackets)
    for number, scale in enumerate(scales, start=1):
        references = tuple(one.reference for one in scale)
        entry = replace(group[0][1], value=None, brackets=tuple(scale), references=references)
        yield (_beside(key, number) if len(scales) > 1 else key), entry


def reference(record: ParameterRecord, document: DocumentRecord, text: str) -> Reference:
    """Where a record stands in the text of its file."""
    corrections = tuple(reason.removeprefix(CORRECTED) for reason in record.reasons if reason.startswith(CORRECTED))
    return Reference(
        document=document.id,
        number=document.number,
        title=document.title,
        status=document.status,
        source=record.source,
        section=record.section,
        span=record.span,
        quote=record.quote,
        sentence=sentence_of(text, *record.span),
        page=record.page,
        corrections=corrections,
        confirmed=(record.confirmed_by,) if record.confirmed_by else (),
        doubts=() if corrections or record.confidence == "high" else record.reasons,
        amends=record.amends,
    )


def sentence_of(text: str, start: int, end: int) -> str:
    """The sentence around `[start, end)` without white space; of a very long one the clauses around, of a table the row."""
    line = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end) if "\n" in text[end:] else len(text)]
    if "\t" in line and len(line) <= _LONGEST:
        return "｜".join(cell for part in line.split("\t") if (cell := "".join(part.split())))
    before = expression("sentence_end").split(text[max(start - _LONGEST, 0) : start])[-1]
    after = expression("sentence_end").split(text[end : end + _LONGEST])[0]
    if len(before) + len(after) > _LONGEST:
        before = re.split(r"(?<=[，,：])", before[-_AROUND:], maxsplit=1)[-1]
        after = after[: max(after.rfind(mark, 0, _AROUND) for mark in "，,：") + 1] or after[:_AROUND]
    return "".join((before + text[start:end] + after).split())
