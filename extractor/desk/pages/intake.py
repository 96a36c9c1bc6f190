"""收文: what was handed in and waits, and what one lot would add, change and contradict, before it is accepted."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from extractor.desk import incoming
from extractor.desk.actions import Refused
from extractor.desk.holdings import Holdings
from extractor.desk.incoming import Lot
from extractor.desk.pages.common import Model

MAX_FILES = 200


class IntakePage(Model):
    """The lots that wait, the newest first."""

    lots: list[Lot]
    watched: str


class LotPage(Model):
    """One lot; `reading` while what it would change is being worked out."""

    lot: Lot
    reading: bool


class Handed(Model):
    """Files that are handed in: their names and contents."""

    files: list[tuple[str, bytes]] = Field(min_length=1, max_length=MAX_FILES)


class Replacing(Model):
    """Whether the files of a lot may take the place of those with their name or number."""

    replaces: bool = False


class Accepting(Model):
    """A decision on a lot."""


class LotHanded(Model):
    """The lot that files were made."""

    id: str


class Accepted(Model):
    """The files that came into the corpus."""

    written: list[str]


def intake_page(holdings: Holdings, watched: str) -> IntakePage:
    """What waits."""
    return IntakePage(lots=incoming.lots(holdings.incoming), watched=watched)


def lot_page(holdings: Holdings, id_: str) -> LotPage:
    """One lot. Raises LookupError where there is none any more."""
    lot = _lot(holdings, id_)
    return LotPage(lot=lot, reading=lot.preview is None)


def hand_in(holdings: Holdings, given: Handed, who: str, at: str, origin: Any = "upload") -> LotHanded:
    """Keep files as a lot, and begin to read them."""
    lot = incoming.new_lot(holdings.incoming, given.files, who, at, origin=origin)
    holdings.read_lot(lot.id)
    return LotHanded(id=lot.id)


def replacing(holdings: Holdings, id_: str, given: Replacing) -> LotHanded:
    """Say whether a lot may replace, and read it anew."""
    incoming.set_replacing(holdings.incoming, _lot(holdings, id_), given.replaces)
    holdings.read_lot(id_)
    return LotHanded(id=id_)


def accept(holdings: Holdings, id_: str) -> Accepted:
    """Bring a lot into the corpus. Raises Refused where nothing of it can come in."""
    lot = _lot(holdings, id_)
    if lot.preview is None:
        raise Refused("还在读取，请稍候")
    with holdings.changing():
        written = holdings.accept_lot(id_)
    if not written:
        raise Refused("没有可以收入的文件：" + "；".join(filter(None, (*lot.preview.refusals, lot.preview.failure))))
    return Accepted(written=written)


def refuse(holdings: Holdings, id_: str) -> LotHanded:
    """Throw a lot away."""
    incoming.forget(holdings.incoming, _lot(holdings, id_).id)
    return LotHanded(id=id_)


def _lot(holdings: Holdings, id_: str) -> Lot:
    lot = incoming.lot_of(holdings.incoming, id_)
    if lot is None:
        raise LookupError(id_)
    return lot
