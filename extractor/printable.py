"""What may be shown: text without the characters that steer a terminal, a spreadsheet or the reading order.

Circulars, file names and notes come from anywhere. Whatever writes text for people or programs to read passes it through
here; records keep the characters as they are printed, in JSON as escapes.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

# C0 controls but tab and line ends; DEL; C1 controls, of which some terminals take U+009B for ESC [; separators of lines and
# paragraphs; what turns the reading order around (Unicode TR 36, 3.1); half of a surrogate pair; no characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]|\r(?!\n)")
_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def printable(text: str) -> str:
    """`text` with pictures (U+2400) for control characters and U+FFFD for others that are not to be shown; tabs and line ends stay."""
    return _CONTROL.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def text_cell(text: str) -> str:
    """`text` as the cell of a table of text (CSV): printable, and never a formula."""
    shown = printable(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def json_text(data: Any, **options: Any) -> str:
    """`data` as JSON with Chinese as it is and as escapes what a terminal might obey."""
    written = json.dumps(data, ensure_ascii=False, **options)
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def shown_name(name: str | Path) -> str:
    """A file's name as it may be shown; bytes that are not UTF-8 as `\\xb0`."""
    return printable(os.fsencode(name).decode("utf-8", "backslashreplace"))
