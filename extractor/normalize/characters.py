"""One form for every character, length for length: widths, punctuation, variant characters, brackets.

Every function here keeps the text's length, so that offsets stay those of the source.
"""

from __future__ import annotations

import re
import unicodedata

ZERO_WIDTH = "\u200b"

_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬"
    "⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶"
    "⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀"
    "⻳龟"
)
"""A radical of U+2E81 to U+2EF3 and the character that it stands for, in turn: by Unicode's EquivalentUnifiedIdeograph.txt,
but the plain character where that names a rare one beyond U+FFFF (⻊: 足)."""
# Kangxi radicals, too, which PDF extraction leaves in place of the real characters; NFKC leaves those of the supplement alone.
_PLAIN = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    ord(radical): plain for radical, plain in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
_RADICAL = re.compile("[\u2e81-\u2fd5]")


def without_radicals(text: str) -> str:
    """The text with characters in place of the radicals that fonts of PDFs and web pages give for them."""
    return text.translate(_PLAIN) if _RADICAL.search(text) else text


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    # Full-width ASCII (U+FF01-FF5E): letters, digits and most signs become half width.
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - 0xFEE0)
    table |= _PLAIN
    for code in range(0xF900, 0xFB00):  # compatibility ideographs
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    # Running text uses full-width punctuation, whatever the typist used.
    for sign, full in zip(",:;!?()<>", "，：；！？（）〈〉", strict=True):
        table[ord(sign)] = full
        table[ord(sign) + 0xFEE0] = full
    table |= {ord(c): "：" for c in "∶︰﹕"}
    table |= {ord(c): "（" for c in "﹙❨"} | {ord(c): "）" for c in "﹚❩"}
    table |= {ord(c): "〔" for c in "﹝【〖［[❲"} | {ord(c): "〕" for c in "﹞】〗］]❳"}
    table |= {ord(c): " " for c in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
              "\u202f\u205f\u3000"}
    table |= {ord(c): ZERO_WIDTH for c in "\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"}
    table |= {ord(c): "\n" for c in "\r\u2028\u2029\x0b\x0c\x85"}
    table |= {ord(c): "～" for c in "~〜∼˜"}
    table |= {ord(c): "—" for c in "–―─━"} | {ord(c): "-" for c in "－‐‑‒−﹣"}
    table |= {ord("﹪"): "%", ord("٪"): "%", ord("．"): ".", ord("﹒"): ".", ord("·"): "·", ord("•"): "·"}
    # Look-alikes that typists and optical recognition put for the usual character.
    table |= {ord("釆"): "采", ord("巿"): "市", ord("囯"): "国", ord("髙"): "高", ord("冮"): "江", ord("査"): "查",
              ord("産"): "产", ord("囙"): "因", ord("〝"): "“", ord("〞"): "”", ord("゛"): "”"}
    return table


_TABLE = _table()
_OTHERS = re.compile(f"[{re.escape(''.join(chr(code) for code, sign in _TABLE.items() if ord(sign) != code))}]+")
"""The few characters that are not canonical: to find them takes less time than to look up every character."""
# A pattern that begins with a character is found faster than one that begins by looking behind.
_THOUSANDS = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")
_CLOCK = re.compile(r"：(?<=\d：)(?=\d\d)")
_ZERO = re.compile(r"(?<=[一二三四五六七八九〇○])[○ΟОO](?=[一二三四五六七八九〇○ΟОO年])")


def canonical(text: str) -> str:
    """The text in canonical characters, of the same length (`，` between digits is a thousands separator)."""
    text = _OTHERS.sub(lambda run: run[0].translate(_TABLE), text)
    text = _THOUSANDS.sub(",", text)
    text = _CLOCK.sub(":", text)
    if "○" in text or "О" in text or "O" in text:
        text = _ZERO.sub("〇", text)
    return text
