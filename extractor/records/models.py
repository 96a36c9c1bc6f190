"""What hongtou exports: one frozen pydantic model for each line type of the export contract.

Numbers are decimal strings (units multiplied out), dates are ISO 8601 strings, spans are half-open and count
Unicode code points of the source text as it was read. `docs/export.schema.json` is generated from here.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_serializer

SCHEMA_VERSION = 2

Level = Literal["national", "province", "city", "county"]
Status = Literal["in_force", "draft", "explainer", "ended"]
Script = Literal["hans", "hant"]
Kind = Literal["money", "percent", "duration", "count"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Modality = Literal["must", "should", "may", "target", "principle"]
Precision = Literal["day", "month", "quarter", "half", "year"]
Relation = Literal["forwards", "basis", "implements", "amends", "repeals", "mentions"]
Confidence = Literal["high", "medium", "low"]


class Model(BaseModel):
    """Base of all exported values: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Ended(Model):
    """What ends a record before its circular ends: the id of the circular that changes or strikes out its words, and the
    first day (ISO) on which it no longer holds."""

    document: str
    date: str


class Amended(Model):
    """What a record's words change: the id of the amended circular, the part of it (第三条, 第二款; empty for the whole text), and
    the words that stood there (null where nothing did)."""

    document: str
    place: tuple[str, ...] = ()
    words: str | None = None


class Line(Model):
    """What every exported line carries: its file, its document, its place and its words.

    `ended` and `amends` (left out where there is none) come from the other circulars of a corpus: what ends the record, and what
    its words change. `confirmed_by` (likewise) is who read it beside its words and found it right, with the day.
    """

    source: str
    document: str
    span: tuple[int, int]
    quote: str
    page: int | None = None
    section: tuple[str, ...] = ()
    ended: Ended | None = None
    amends: Amended | None = None
    confirmed_by: str | None = None

    @model_serializer(mode="wrap")
    def _without_absent(self, handler: Any) -> dict[str, Any]:
        """Without a page where the source has none, and what a person has not supplied."""
        data: dict[str, Any] = handler(self)
        return {name: value for name, value in data.items() if value or name not in LEFT_OUT}


LEFT_OUT = frozenset({"page", "implements", "ended", "amends", "confirmed_by", "validity", "repealed_from", "amended_by", "counted"})
"""Fields that a line has only where there is something to say."""


class PublishedValidity(Model):
    """What the data of the publisher's page say of a circular's validity: its word, and no more.

    `status` as read (in_force, ended), `words` as printed (失效), `reason` as printed behind them; ISO dates. Where the text gives
    no first or last day, the document's `effective_from` and `effective_to` are these.
    """

    status: Literal["in_force", "ended"] | None = None
    words: str | None = None
    reason: str | None = None
    number: str | None = None
    date: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None


class DocumentRecord(Line):
    """One circular. `quote` is its first printed line; fields that the text does not give are null.

    `supplied` names the fields that were given by hand in `corpus.yaml`, not read from the text. `implements` (left out where it
    is empty) are the ids of circulars that a person says it carries out; `validity` (likewise) is what its publisher's page says,
    `amended_by` (likewise) are the ids of the circulars of the corpus that changed its text, in order.
    """

    type: Literal["document"] = "document"
    schema_version: int = Field(default=SCHEMA_VERSION, alias="schema")
    id: str
    number: str | None = None
    title: str | None = None
    issuers: tuple[str, ...] = ()
    level: Level | None = None
    place: str | None = None
    place_code: str | None = None
    date: str | None = None
    printed_date: str | None = None
    recipients: tuple[str, ...] = ()
    status: Status = "in_force"
    script: Script = "hans"
    forwards: tuple[str, ...] = ()
    effective_from: str | None = None
    effective_to: str | None = None
    supplied: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()
    validity: PublishedValidity | None = None
    amended_by: tuple[str, ...] = ()


class Quantified(Line):
    """A value with its unit and the comparison word at it (不低于 → ge, 左右 → approx)."""

    kind: Kind
    value: str | None
    unit: str
    comparator: Comparator = "eq"


class MentionRecord(Quantified):
    """Every quantity of the running text."""

    type: Literal["mention"] = "mention"


class BracketBounds(Model):
    """The part of a base (分段) to which a value applies; null for an open end, amounts in the base's unit."""

    lower: str | None = None
    lower_inclusive: bool = False
    upper: str | None = None
    upper_inclusive: bool = False


class Condition(Model):
    """One printed restriction on whom, where, to what or in which case a value applies, at its place in the source.

    A numeric one (5年以下, 90平方米以下, 年满60周岁) has bounds in its `unit`, as decimal strings; null for an open end.
    """

    text: str
    span: tuple[int, int]
    kind: str
    lower: str | None = None
    upper: str | None = None
    lower_inclusive: bool | None = None
    upper_inclusive: bool | None = None
    unit: str | None = None

    @model_serializer(mode="wrap")
    def _without_absent_bounds(self, handler: Any) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        return data if self.unit else {name: data[name] for name in ("text", "span", "kind")}


class ParameterRecord(Quantified):
    """A quantity that sets, changes or bounds a policy value; `conditions` in text order, `label` reads alone."""

    type: Literal["parameter"] = "parameter"
    concept: str | None = None
    label: str | None = None
    per: str | None = None
    bracket: BracketBounds | None = None
    population: str | None = None
    region: str | None = None
    tier: str | None = None
    conditions: tuple[Condition, ...] = ()
    year: int | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    previous: str | None = None
    delta: str | None = None
    removed: bool = False
    modality: Modality = "must"
    confidence: Confidence = "high"
    reasons: tuple[str, ...] = ()


class DurationValue(Model):
    """A length of time: decimal string and unit (day, workday, week, month, year, hour)."""

    value: str
    unit: str


class Recurrence(Model):
    """A date that comes back every period: `offset` periods on, in `month` (of a year), on `day` (or the last)."""

    every: Literal["month", "quarter", "half_year", "year"]
    offset: int = 0
    month: int | None = None
    day: int | Literal["last"]


class Counted(Model):
    """How a date was counted in working days: from which day (ISO; not itself counted), and how many, negative if back."""

    start: str = Field(alias="from")
    workdays: int


class DeadlineRecord(Line):
    """A due date: `date` is the last day that still meets it, or `duration` runs from the event `from`.

    `counted` (left out where there is none) says from which day `date` was counted in working days.
    """

    type: Literal["deadline"] = "deadline"
    date: str | None = None
    opens: str | None = None
    duration: DurationValue | None = None
    event: str | None = Field(default=None, alias="from")
    recurs: Recurrence | None = None
    counted: Counted | None = None
    action: str = ""
    precision: Precision = "day"
    year_from: Literal["text", "document"] | None = None


class AssignmentRecord(Line):
    """Who does it: agency names as printed, and in full with the place filled in."""

    type: Literal["assignment"] = "assignment"
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    lead_full: tuple[str, ...] = ()
    support_full: tuple[str, ...] = ()


class TaskRecord(Line):
    """An obligation for the tracker; `id` survives a rebuild and small edits of other text."""

    type: Literal["task"] = "task"
    id: str
    action: str
    deadline: DeadlineRecord | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    lead_full: tuple[str, ...] = ()
    support_full: tuple[str, ...] = ()
    modality: Modality = "must"
    concepts: tuple[str, ...] = ()


class CitationRecord(Line):
    """A policy document named in the text; `target` is the id of the document in the corpus, or null.

    `repealed_from` (left out where there is none) is the day that its own sentence gives for a repeal (自…起废止).
    """

    type: Literal["citation"] = "citation"
    title: str | None = None
    number: str | None = None
    relation: Relation = "mentions"
    target: str | None = None
    repealed_from: str | None = None


class AmendmentRecord(Line):
    """One change that a circular makes to one part of another: of the words of `quote`, which may make several.

    `title` and `number` say of which circular, as printed; `place` is the way to the part (empty: the whole text), printed at
    `place_span`. `old` are the words that are meant (null: the whole part), `new` those that come in their place, or beside
    them on `side` or at its end, standing at `new_span`. `becomes` is the number that the part gets. `everywhere`: wherever they stand.
    `effective_from` is the first day of the change, null where no day is known.
    """

    type: Literal["amendment"] = "amendment"
    action: Literal["replace", "rewrite", "delete", "insert", "renumber"]
    title: str | None = None
    number: str | None = None
    place: tuple[str, ...] = ()
    place_span: tuple[int, int]
    old: str | None = None
    new: str | None = None
    new_span: tuple[int, int] | None = None
    side: Literal["after", "before", "end"] = "end"
    becomes: tuple[str, ...] = ()
    everywhere: bool = False
    effective_from: str | None = None


class NoteRecord(Line):
    """Something that a person should look at: a vague quantity, an unread part, an unclear date."""

    type: Literal["note"] = "note"
    code: str
    message: str


Record = Annotated[
    DocumentRecord
    | MentionRecord
    | ParameterRecord
    | DeadlineRecord
    | AssignmentRecord
    | TaskRecord
    | CitationRecord
    | AmendmentRecord
    | NoteRecord,
    Field(discriminator="type"),
]


def to_line(record: Model) -> dict[str, Any]:
    """A record as the JSON object of the export contract: `type` first, field aliases, absent page left out."""
    data = record.model_dump(mode="json", by_alias=True)
    return {"type": data.pop("type"), **data} if "type" in data else data
