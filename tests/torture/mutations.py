"""Files that nobody wrote: the samples in every format, cut off, with bytes changed, or damaged at random.

Nothing may crash, hang or misquote.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from copy import deepcopy
from email.message import EmailMessage
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, AnyStr, NamedTuple
from unittest.mock import patch
from zipfile import ZipFile

from lxml import etree

from extractor.corpus.export import quotes_its_source
from extractor.limits import Limits, limit_worker
from extractor.pipeline import extract_bytes, extract_file, read_within_limits, within_limits
from extractor.records.extraction import Extraction
from extractor.sources import find_files, libreoffice, scan
from extractor.sources.model import SourceError
from extractor.sources.recognition import Reading, Word
from tests.sources import office
from tests.sources.pdfs import Maker
from tests.sources.rendering import as_docx
from tests.sources.typesetting import as_ofd, as_pictures, as_png, set_on_pages

Damage = Callable[[str, bytes, random.Random], bytes]
"""A file's name and content and a source of chance → its damaged content."""

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
"""Of processor time for one file: a hundred times what the slowest sound one takes."""
_BATCH = 20
_PIECES = (
    "不低于", "至", "〔2021〕7号", "（", "）", "《", "》", "；", "。", "：", "\n\n", "\t", "580元", "5%", "1.8万元（含）", "9月底前",
    "一、", "（一）", "第一条", "附件", "|", "\x1b[31m", "\u202e", "\ufeff", "\U00020000", "…" * 40, "9" * 400, "分别为", "其中",
    "年" * 300, "的" * 300, "，" * 300, "（" * 300, "<table>", "<td rowspan=9999 colspan=9999>", "&#x110000;", "<!--", "]]>",
    "stream", "endobj", "/Kids [1 0 R]", "<< /Length 99999999 >>")  # fmt: skip
_VALUES = (b"", b"0", b"-1", b"99999999999", b"true", b"\xe4\xb8\x80", b"numbering.xml", b"../../x", b"restart")
"""What an attribute in a package may be changed to."""
_READING = Reading([Word("自2021年9月起，补助标准为580元。", 0.98, ((9, 9), (90, 9), (90, 19), (9, 19)))], 0)
_ARCHIVES = (".zip", ".eml")
_PACKAGES = (".docx", ".odt", ".zip", ".ofd")
_ENCODINGS = {"gb.": "gb18030", "utf16.": "utf-16"}
"""How the text of a sound file is encoded whose name begins so."""
_LARGEST = 5 << 20
"""Bytes of a damaged file."""


class Attack(NamedTuple):
    """Which file was damaged how; with the seed its number makes it again."""

    number: int
    format: str
    kind: str
    name: str


class Fault(NamedTuple):
    """What went wrong with which attack."""

    what: str
    attack: Attack


def sound() -> dict[str, bytes]:
    """Sound files in every format and encoding that is read."""
    texts = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "corpus").glob("*.txt"))}
    found: dict[str, bytes] = {}
    for name, text in texts.items():
        found[name] = text.encode()
        found[f"gb.{name}"] = text.encode("gb18030")
        found[f"utf16.{name}"] = text.encode("utf-16")
        found[f"{name}.html"] = _page(text)
    made = Maker()
    for page in range(3):
        text = next(iter(texts.values()))
        made.lines([line[:24] for line in text.splitlines() if line.strip()][page * 20 : page * 20 + 20]).page()
    found |= {f"made.{form}": data for form, data in _office(texts).items()}
    printed = [one for one in set_on_pages([line for line in text.splitlines() if line.strip()][:40]) if one.page == 0]
    scans = as_pictures(printed, 40)
    found |= {"made.ofd": as_ofd(printed, signed=True), "made.png": as_png(scans), "made.tif": as_png(scans * 2),
              "made.jpg": as_png(scans, "JPEG"), "made.scan.pdf": Maker().picture().page().bytes()}
    found["made.pdf"] = made.grid([["等级", "比例"], ["一级", "80%"], ["二级", "70%"]]).bytes()
    return found


def kept_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder and below by their names, to be damaged in the place of the made ones."""
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def by_format(files: dict[str, bytes]) -> dict[str, list[str]]:
    """The names of files by their endings, both sorted."""
    found: dict[str, list[str]] = {}
    for name in sorted(files, key=lambda name: (name.rpartition(".")[2], name)):
        found.setdefault(name.rpartition(".")[2], []).append(name)
    return found


def _office(texts: dict[str, str]) -> dict[str, bytes]:
    """Word and OpenDocument files, and archives of them."""
    lines = [line for line in next(iter(texts.values())).splitlines() if line.strip()][:60]
    word = as_docx([*lines, "等级\t比例", "一级\t80%"])
    table = "<table:table><table:table-row><table:table-cell><text:p>一级</text:p></table:table-cell></table:table-row></table:table>"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "报送"
    mail.set_content(lines[0])
    mail.add_attachment(lines[0].encode(), maintype="text", subtype="plain", filename="通知.txt")
    return {
        "docx": word,
        "odt": office.odt("".join(f"<text:p>{escape(line)}</text:p>" for line in lines) + table),
        "doc": (ROOT / "tests" / "sources" / "made.doc").read_bytes(),
        "zip": office.packed({"通知.docx": word, "附件1.txt": lines[0]}),
        "eml": mail.as_bytes(),
    }


def _page(text: str) -> bytes:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    table = "<table><tr><th>等级</th><th>比例</th></tr><tr><td>一级</td><td>80%</td></tr></table>"
    return f"<html><head><title>通知</title></head><body><div class=content>{paragraphs}{table}</div></body></html>".encode()


def mutated(name: str, data: bytes, chance: random.Random) -> bytes:
    """The same file with one to six kinds of damage, mostly to its characters, else to its bytes."""
    encoding = _encoding(name)
    times = chance.randint(1, 6)
    if encoding and chance.random() < 0.8:
        text = data.decode(encoding, "replace")
        for _ in range(times):
            text = chance.choice(_WAYS)(text, chance)
        data = text.encode(encoding, "replace")
    elif name.endswith(_PACKAGES) and chance.random() < 0.6:
        data = _within(data, times, chance)
    else:
        ways = (_flip,) if name.endswith(".doc") and chance.random() < 0.7 else (*_WAYS, _flip)  # all else breaks its sectors
        for _ in range(times):
            data = chance.choice(ways)(data, chance)
    return data[:_LARGEST]


def _encoding(name: str) -> str:
    """How the text of a sound file is encoded; empty for one that is no text."""
    if not name.endswith((".txt", ".html")):
        return ""
    return next((encoding for start, encoding in _ENCODINGS.items() if name.startswith(start)), "utf-8")


def _within(data: bytes, times: int, chance: random.Random) -> bytes:
    """A package in which one part is damaged, so that the damage reaches its reader."""
    with ZipFile(BytesIO(data)) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(sorted(parts))
    part = bytes(parts[name])  # type: ignore[arg-type]
    if name.endswith((".xml", ".rels")) and chance.random() < 0.8:
        part = _grown(part, times, chance)
    else:
        for _ in range(times):
            part = chance.choice((*_WAYS, _flip))(part, chance)
    parts[name] = part
    return office.packed(parts)


def _grown(part: bytes, times: int, chance: random.Random) -> bytes:
    """Some XML whose elements were taken away, repeated, moved, renamed or changed: it stays XML."""
    root = etree.fromstring(part)
    for _ in range(times * 3):
        nodes = list(root.iter(etree.Element))
        one, other = chance.choice(nodes), chance.choice(nodes)
        way = chance.randrange(5)
        if way == 0 and one.attrib:
            one.set(chance.choice(sorted(one.attrib)), chance.choice(_VALUES).decode())
        elif way == 1:
            one.tag = other.tag
        elif way == 2:
            one.text = chance.choice([piece for piece in _PIECES if piece.isprintable()])
        elif one is not root and one not in other.iterancestors() and one is not other:
            other.append(deepcopy(one) if way == 3 and len(nodes) < 5_000 else one)
    return bytes(etree.tostring(root))


def _stretch(data: AnyStr, chance: random.Random, most: int = 400) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randrange(1, most))


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _drop(data: AnyStr, chance: random.Random) -> AnyStr:
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def _repeat(data: AnyStr, chance: random.Random) -> AnyStr:
    start, end = _stretch(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 30)) + data[end:]


def _move(data: AnyStr, chance: random.Random) -> AnyStr:
    start, end = _stretch(data, chance, 2000)
    rest = data[:start] + data[end:]
    to = chance.randrange(len(rest) + 1)
    return rest[:to] + data[start:end] + rest[to:]


def _insert(data: AnyStr, chance: random.Random) -> AnyStr:
    at = chance.randrange(len(data) + 1)
    piece = chance.choice(_PIECES) * chance.choice((1, 1, 1, 3, 20))
    return data[:at] + (piece if isinstance(data, str) else piece.encode()) + data[at:]


def _cut(data: AnyStr, chance: random.Random) -> AnyStr:
    return data[: chance.randrange(len(data) + 1)]


def _lines(data: AnyStr, chance: random.Random) -> AnyStr:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return data[:0].join(lines)


_WAYS: tuple[Any, ...] = (_drop, _repeat, _move, _insert, _insert, _insert, _cut, _lines)


DAMAGES: dict[str, Damage] = {
    "cut": lambda name, data, chance: data[: chance.randrange(len(data))],
    "flipped": lambda name, data, chance: _flip(data, chance),
    "damaged": mutated,
}
"""What is done to a file by turns: cut off anywhere, up to twelve bytes changed, anything."""


def attacked(number: int, seed: int, names: dict[str, list[str]], files: dict[str, bytes]) -> tuple[Attack, str]:
    """What attack `number` does to which file, and what it gives: `read`, `refused` or what is wrong.

    The formats take turns, then the kinds of damage; the file and the places are drawn by `seed` and `number`.
    """
    chance = random.Random(f"{seed} {number}")
    format = list(names)[number % len(names)]
    kind = list(DAMAGES)[number // len(names) % len(DAMAGES)]
    name = chance.choice(names[format])
    attack = Attack(number, format, kind, name)
    data = DAMAGES[kind](name, files[name], chance)
    read = patch.object(scan, "read_picture", return_value=_READING)  # of pictures, what carries them is attacked
    with read, nullcontext() if number % 500 == 0 else patch.object(libreoffice, "program", return_value=None):  # it takes seconds to start
        outcomes = _outcomes(name, data)
    worst = next((one for one in outcomes if one not in ("read", "refused")), None)
    return attack, worst or ("read" if "read" in outcomes else "refused")


def _outcomes(name: str, data: bytes) -> list[str]:
    """What came of a file; of an archive what came of each of its members."""
    limits = Limits(SECONDS)
    if not name.endswith(_ARCHIVES):
        return [_outcome(partial(read_within_limits, extract_bytes, name, data, limits))]
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        try:
            members = find_files([path])
        except Exception as error:
            return [f"crash: {error!r}"]
        return [_outcome(partial(within_limits, extract_file, member, limits)) for member in members]


def _outcome(work: Callable[[], Extraction]) -> str:
    before = time.process_time()
    try:
        result = work()
    except SourceError as error:
        if "extraction failed" in error.problem or "too deep" in error.problem:
            return f"crash: {error.problem}"
        return "hang" if "processor time" in error.problem else "refused"
    if not quotes_its_source(result.lines, result.text):
        return "wrong span"
    return "slow" if time.process_time() - before > SECONDS / 4 else "read"


def _batch(first: int, count: int, seed: int, folder: Path | None) -> list[tuple[Attack, str]]:
    files = kept_in(folder) if folder else sound()
    names = by_format(files)
    found = []
    for number in range(first, first + count):
        limit_worker(SECONDS)
        found.append(attacked(number, seed, names, files))
    return found


def attack(count: int, seed: int, workers: int = 2, folder: Path | None = None) -> Iterator[tuple[Counter[tuple[str, str]], list[Fault]]]:
    """Attack `count` times the sound files, or those of a folder; yields after each batch what all gave so far, and the faults.

    What they gave is counted by kind of damage with format (`cut pdf`) and by what came of it.
    """
    counts: Counter[tuple[str, str]] = Counter()
    faults: list[Fault] = []
    with ProcessPoolExecutor(workers) as pool:
        futures = [pool.submit(_batch, first, min(_BATCH, count - first), seed, folder) for first in range(0, count, _BATCH)]
        for future in futures:
            for one, what in future.result():
                counts[f"{one.kind} {one.format}", what.partition(":")[0]] += 1
                if what not in ("read", "refused"):
                    faults.append(Fault(what, one))
            yield counts, faults
