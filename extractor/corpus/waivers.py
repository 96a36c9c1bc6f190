"""`waivers.yaml` of a corpus as it stands there: entries that know their file and lines, for the check to validate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from extractor.sources.model import SourceError

NAME = "waivers.yaml"
_ADVICE = "see docs/checks.md for the form of a waiver"


class Entry(dict[str, Any]):
    """An entry by field, scalars as they are written (an id of digits stays as it is); `lines` are those of the entry (the
    empty path) and of its fields, counted from 1, `file` is the path of the file."""

    def __init__(self, file: str, node: yaml.MappingNode) -> None:
        super().__init__()
        self.file = file
        self.lines: dict[tuple[str, ...], int] = {(): node.start_mark.line + 1}
        self._fill(self, node, ())

    def _fill(self, target: dict[str, Any], node: yaml.MappingNode, path: tuple[str, ...]) -> None:
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in target:
                raise SourceError(f"{self.file}:{line}", f"{name} is given twice in one entry", "keep one of the two")
            self.lines[(*path, name)] = line
            if isinstance(value, yaml.MappingNode):
                target[name] = {}
                self._fill(target[name], value, (*path, name))
            elif isinstance(value, yaml.ScalarNode):
                target[name] = None if value.tag == "tag:yaml.org,2002:null" else value.value
            else:
                raise SourceError(f"{self.file}:{line}", f"{name} is a list", "write one entry for each finding")


def read_waivers(path: Path) -> tuple[Entry, ...]:
    """The entries of a file; none where there is no such file.

    Raises SourceError with the line where the file is not YAML, or is not a list of entries with fields.
    """
    if not path.is_file():
        return ()
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise SourceError(where, f"not readable as YAML ({error.problem or error.context})", _ADVICE) from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SourceError(str(path), f"not readable as YAML ({' '.join(str(error).split())})", _ADVICE) from error
    return tuple(_entries(str(path), root))


def _entries(file: str, root: yaml.Node | None) -> Iterator[Entry]:
    if root is None or (isinstance(root, yaml.ScalarNode) and root.tag == "tag:yaml.org,2002:null"):
        return
    if not isinstance(root, yaml.SequenceNode):
        raise SourceError(f"{file}:{root.start_mark.line + 1}", "not a list of waivers", f"begin each entry with “- ”; {_ADVICE}")
    for node in root.value:
        if not isinstance(node, yaml.MappingNode):
            raise SourceError(f"{file}:{node.start_mark.line + 1}", "an entry without fields", _ADVICE)
        yield Entry(file, node)
