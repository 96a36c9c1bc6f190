"""Values without a concept, put together by what they are called, and packs drafted from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from extractor.corpus.packs import concept_of_example
from extractor.frames.phrases import is_generic
from extractor.language.concepts import MOST_GAPS, load_concepts
from extractor.printable import printable
from extractor.records.extraction import Extraction
from extractor.records.models import ParameterRecord
from extractor.records.named import concepts_called
from extractor.vocabulary import OwnPack, own_packs, using_packs

_SHOWN = 2
_SENTENCE_ENDS = "。；！？\n"
_LONGEST = 120
_INDENT = "   "


@dataclass(frozen=True, slots=True)
class Example:
    """A value's sentence, the value between 【】, and its file."""

    file: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Values of one name and kind that no concept has: how many, the kinds of their conditions, and some of them."""

    label: str
    kind: str
    count: int
    conditions: tuple[str, ...]
    per: str | None
    examples: tuple[Example, ...]


def unnamed(extractions: Iterable[Extraction], at_least: int = 2) -> list[Unnamed]:
    """The names of values without a concept that stand for themselves, those of most values first."""
    groups: dict[tuple[str, str], list[tuple[Extraction, ParameterRecord]]] = {}
    for extraction in extractions:
        for record in extraction.records:
            if isinstance(record, ParameterRecord) and not record.concept and record.label and not is_generic(record.label):
                groups.setdefault((record.label, record.kind), []).append((extraction, record))
    found = [_unnamed(label, kind, members) for (label, kind), members in groups.items() if len(members) >= at_least]
    return sorted(found, key=lambda one: (-one.count, one.label, one.kind))


def _unnamed(label: str, kind: str, members: Sequence[tuple[Extraction, ParameterRecord]]) -> Unnamed:
    conditions = Counter(condition.kind for _, record in members for condition in record.conditions)
    bases = {record.per for _, record in members}
    shown = dict.fromkeys(_example(extraction, record) for extraction, record in members)
    kinds = tuple(name for name, _ in sorted(conditions.items(), key=lambda one: (-one[1], one[0])))
    return Unnamed(label, kind, len(members), kinds, bases.pop() if len(bases) == 1 else None, tuple(shown)[:_SHOWN])


def _example(extraction: Extraction, record: ParameterRecord) -> Example:
    text, (start, end) = extraction.text, record.span
    begin = max((text.rfind(sign, max(0, start - _LONGEST), start) + 1 for sign in _SENTENCE_ENDS), default=start)
    begin = max(begin, start - _LONGEST)
    stops = [stop for sign in _SENTENCE_ENDS if (stop := text.find(sign, end, end + _LONGEST)) >= 0]
    sentence = f"{text[begin:start]}【{text[start:end]}】{text[end:min(stops, default=end)]}。"
    return Example(extraction.source, "".join(printable(sentence).split()))


def drafted(groups: Iterable[Unnamed]) -> str:
    """A pack in YAML with a concept for each group, to be given ids and labels by a person; it loads as it stands.

    An example is given where it is read as the draft says. The packs at work are those of the corpus that the groups are of.
    """
    taken, numbers = load_concepts(), count(1)
    free = (name for number in numbers if (name := f"draft.concept_{number}") not in taken)
    entries = {next(free): group for group in groups if group.label.count("…") <= MOST_GAPS}
    lines = ["# 由 hongtou concepts suggest 起草：请改写编号（draft.*）、名称、方向（floor 只可提高、ceiling 只可降低、exact 须一致、",
             "# free 不比较），删去不要的，再放入语料库的 vocabulary/ 文件夹。"]
    alike = {name: concepts_called(group.label, group.kind) for name, group in entries.items()}
    bare = "\n".join(f"{name}:\n{_entry(group)}}}" for name, group in entries.items())
    with using_packs((*own_packs(), OwnPack("draft", bare or "{}"))):
        read = {name: _read_as(name, group) for name, group in entries.items()}
    for name, group in entries.items():
        lines.append(f"# {group.count} 个值{'；条件：' + '、'.join(group.conditions) if group.conditions else ''}")
        lines += [f"#   {one.file}：{one.sentence}" for one in group.examples]
        if alike[name]:
            lines.append(f"#   也以此为名、但不合这些值的概念：{'、'.join(f'{one.id}（{one.label}）' for one in alike[name])}")
        lines.append(f"{name}:")
        if read[name]:
            lines += [f"{_entry(group)},", f"{_INDENT}examples: {{matches: [{_quoted(read[name])}]}}}}"]
        else:
            lines.append(f"{_entry(group)}}}  # 请自拟例句")
    return "\n".join(lines) + "\n"


def _entry(group: Unnamed) -> str:
    per = f", per: {group.per}" if group.per else ""
    return f"  {{label: {_quoted(group.label)}, kind: {group.kind}{per}, direction: free, named: [{_quoted(group.label)}]"


def _read_as(name: str, group: Unnamed) -> str:
    """The first example of a group that is read as its drafted concept; none where none is."""
    sentences = (one.sentence for one in group.examples if one.sentence.count("【") == one.sentence.count("】") == 1)
    return next((one for one in sentences if concept_of_example(one) == name), "")


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
