"""YAML that people write by hand: read with the line of everything in it, and within limits.

A mistake is one clear line (file, line, what to do), never a traceback: a day that the calendar has not, half a character, a
key given twice. What no such file needs is refused: aliases (which can stand for any amount of data), nesting without end,
files of many megabytes, pipes and devices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from extractor.refusal import near
from extractor.sources.model import SourceError

MAX_BYTES = 8 << 20
MAX_DEPTH = 40

_HINTS = {
    "found character that cannot start any token": "indent with spaces, not with tabs",
    "mapping values are not allowed in this context": "indent the fields of one entry alike, and write one plain colon and a space behind a name",
    "could not find expected ':'": "write a plain colon and a space behind each name (not ：)",
}
"""What to do about the commonest mistakes, by what the reader of YAML says."""

_Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """The safe loader of YAML, which tells the place of values that are none, and of keys that are given twice."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            value = super().construct_object(node, deep=True)
        except (ValueError, OverflowError, TypeError) as error:
            raise yaml.constructor.ConstructorError(None, None, str(error), node.start_mark) from error
        if isinstance(value, str):
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise yaml.constructor.ConstructorError(None, None, "half a character (a lone surrogate)", node.start_mark) from error
        return value

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen if isinstance(key.value, str) else False:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} is given twice", key.start_mark)
            if isinstance(key.value, str):
                seen.add(key.value)
        return super().construct_mapping(node, deep=True)  # type: ignore[no-any-return]


class _Texts(_Loader):
    """Takes every value as it is written: an id of digits stays an id, a day that the calendar has not is told by who reads it."""

    yaml_implicit_resolvers = {  # noqa: RUF012 (PyYAML reads it from the class)
        first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
        for first, resolvers in _Base.yaml_implicit_resolvers.items()
    }


class Handwritten:
    """The data of a file, None where it says nothing, and the line of each part of it."""

    def __init__(self, path: Path, data: Any, root: yaml.Node | None) -> None:
        self.path = path
        self.data = data
        self.root = root

    def where(self, location: Sequence[str | int]) -> str:
        """`file:line` of the part at a location, keys and positions from the outside in, or of the nearest around it."""
        node = self.root
        for step in location:
            inner = _part(node, step)
            if inner is None:
                break
            node = inner
        return f"{self.path}:{node.start_mark.line + 1}" if node else str(self.path)


def explained(error: Mapping[str, Any], known: Iterable[str], meanings: Mapping[str, str] = MappingProxyType({})) -> str:
    """One error of pydantic about a part of a file in plain words, with what to do.

    `known` are the fields that may stand there, `meanings` says of some what they are for.
    """
    path = [str(step) for step in error["loc"]]
    name, given = ".".join(path) or "the file", error["input"]
    kind = error["type"]
    if kind == "missing":
        return f"{name} is missing" + (f" ({meanings[path[-1]]})" if path[-1] in meanings else "; write it")
    if kind == "extra_forbidden":
        fields = list(known)
        like = near(path[-1], fields)
        return f"no field is called {name}; " + (f"did you mean {like[0]}?" if like else f"there are {', '.join(fields)}")
    if kind == "string_too_short" or given is None:
        return f"{name} is empty"
    if kind == "value_error":
        return f"{name}: {error['ctx']['error']}" if path else str(error["ctx"]["error"])
    if kind.startswith("date"):
        return f"{name}: “{given}” is no day; write it as 2031-12-31"
    if kind == "literal_error":
        return f"{name}: “{given}” is none of {error['ctx']['expected']}"
    if kind == "string_type":
        return f"{name}: “{given}” is no text; write it in quotation marks"
    if kind == "tuple_type":
        return f"{name}: “{given}” is no list; write [one, another]"
    if kind in ("dict_type", "mapping_type", "model_type"):
        return f"{name} has no fields; write them below it, indented, as name: value"
    return f"{name}: {error['msg']}"


def read_handwritten(path: Path, advice: str = "correct the file", *, texts: bool = False) -> Handwritten:
    """Read a file; raises SourceError (`file:line`) with `advice` where it is no YAML of the form above.

    With `texts`, numbers, days and truth values stay the texts that they are written as; what is empty or `null` is None.
    """
    text = _text(path, advice)
    try:
        _within_limits(text)
        loader = (_Texts if texts else _Loader)(text)
        try:
            root = loader.get_single_node()
            data = None if root is None else loader.construct_document(root)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        said = str(error.problem or error.context)
        raise SourceError(where, f"not readable as YAML ({said})", _HINTS.get(said, advice)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SourceError(f"{path}:{line}", f"not readable as YAML ({error.reason})", advice) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise SourceError(str(path), f"not readable as YAML ({' '.join(str(error).split())})", advice) from error
    return Handwritten(path, data, root)


def _text(path: Path, advice: str) -> str:
    if not path.is_file():
        raise SourceError(str(path), "is not a regular file", "put a file in its place")
    if path.stat().st_size > MAX_BYTES:
        raise SourceError(str(path), f"is larger than {MAX_BYTES >> 20} MB", advice, "too_large")
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(f"{path}:{line}", "is not UTF-8 from here on", "save it as UTF-8 text", "encoding") from error


def _within_limits(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Base):
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases (*) are not read", mark)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise yaml.composer.ComposerError(None, None, f"nested more than {MAX_DEPTH} deep", mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _part(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    """The value of a key, as a node that begins at the key, or the member at a position."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                value.start_mark = key.start_mark
                return value  # type: ignore[no-any-return]
    return None
