"""`corpus.yaml`: what the files of a corpus cannot say, given by a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, field_validator

from extractor.handwritten import explained, read_handwritten
from extractor.language.place_names import near_places, places_called, whole_name
from extractor.normalize.script import to_simplified
from extractor.records.models import Level
from extractor.sources.model import SourceError
from extractor.structure.supplied import named_place

NAME = "corpus.yaml"


class Supplied(BaseModel):
    """What a person says about the first circular of one file, and why.

    Given fields take the place of what was read from the text; the document line names them in `supplied`. `implements` are the
    numbers or files of circulars that it carries out, whatever it cites; `annex_of` is the file of the circular whose annex it is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str | None = None
    title: str | None = None
    issuers: tuple[str, ...] | None = None
    date: str | None = None
    level: Level | None = None
    place: str | None = None
    implements: tuple[str, ...] = ()
    annex_of: str | None = None
    reason: str = Field(min_length=1)
    by: str | None = None

    @field_validator("issuers", "implements", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        """One name is a list of one."""
        return [value] if isinstance(value, str) else value

    @field_validator("date", mode="before")
    @classmethod
    def _iso(cls, value: Any) -> Any:
        try:
            return None if value is None else date.fromisoformat(str(value)).isoformat()
        except ValueError:
            raise ValueError(f"“{value}” is no day; write it as 2031-05-27") from None

    @field_validator("place")
    @classmethod
    def _named(cls, value: str | None) -> str | None:
        """A place by its name in GB/T 2260, alone or behind those above it (南京市鼓楼区), or a functional area (雄安新区, 南京市高新区)."""
        if value is None:
            return None
        name = to_simplified(value)
        if named_place(name) is None:
            alike = [whole_name(one) for one in places_called(name)] or near_places(name)
            raise ValueError(f"“{value}” is no place by its whole name, or several; write one of {'、'.join(alike)}, or another with the place above it")
        return name

    def fields(self) -> dict[str, Any]:
        """The given head fields by name, without reason and author, and without what needs the other files."""
        return self.model_dump(exclude_none=True, exclude={"reason", "by", "implements", "annex_of"})


class Settings(BaseModel):
    """All of `corpus.yaml`: hand-given head fields by file name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: Mapping[str, Supplied] = Field(default_factory=dict)
    _lines: dict[str, str] = PrivateAttr(default_factory=dict)

    def where(self, name: str) -> str:
        """`file:line` of the entry of a file."""
        return self._lines.get(name, NAME)

    def supplied(self) -> dict[str, dict[str, Any]]:
        """The hand-given head fields of each file that has some."""
        return {name: fields for name, entry in self.files.items() if (fields := entry.fields())}

    @property
    def implements(self) -> dict[str, tuple[str, ...]]:
        """The numbers or files of the circulars that each file is said to carry out."""
        return {name: entry.implements for name, entry in self.files.items() if entry.implements}

    @property
    def annexes(self) -> dict[str, str]:
        """The files of circulars by the files that are said to be their annexes."""
        return {name: entry.annex_of for name, entry in self.files.items() if entry.annex_of}


def load_settings(folder: Path) -> Settings:
    """Read `corpus.yaml` of a corpus folder; a folder without one has empty settings.

    Raises SourceError where the file is not YAML or does not have the form above.
    """
    path = folder / NAME
    if not path.exists():
        return Settings()
    written = read_handwritten(path, texts=True)
    if written.data is None:
        return Settings()
    try:
        settings = Settings.model_validate(written.data)
    except ValidationError as error:
        first = error.errors()[0]
        fields = (Supplied if len(first["loc"]) > 2 else Settings).model_fields
        problem = explained(first, fields, {"reason": "why the text does not say it, and where it comes from"})
        raise SourceError(written.where(first["loc"]), problem, "see corpus/README.md for the fields of an entry") from error
    settings._lines.update({name: written.where(("files", name)) for name in settings.files})
    return settings
