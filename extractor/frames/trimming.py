"""Trimming: a stretch of a clause → the single restrictions in it, without what only joins, gives, pays or dates."""

from __future__ import annotations

import re
from functools import cache

from extractor.frames.patterns import pattern, words
from extractor.frames.phrases import ends_in
from extractor.spans import Span

_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z\d]")
_SHORT_WAY = 8
_OF_ALL = re.compile(r"每(?!满|完成|增|招|吸)|同一(?!城市|事|[套对种])")


@cache
def _everybody() -> re.Pattern[str]:
    """Whoever a circular is about anyway, as the subject of what follows (缴存职工|使用贷款购买首套住房的)."""
    anyway = "|".join(sorted(words("everybody"), key=lambda word: (-len(word), word)))
    return re.compile(f"(?:{anyway})(?=使用|按照?(?!揭)|出售|申请|购买|租赁|租住|在|因|办理|提取|符合|首次|再次|属于|正常|连续|新购|建造|偿还)")


def begins_anew(masked: str, span: Span) -> bool:
    """Whether a stretch begins with whoever the circular is about anyway, so that no group said before acts in it."""
    return _everybody().match(masked, *span) is not None


def validity_in(text: str, span: Span) -> list[Span]:
    """Stretches of a clause that say from when until when, not for whom."""
    return [Span(*hit.span()) for hit in pattern("dates").finditer(text, *span)]


def trimmed(text: str, masked: str, span: Span) -> Span | None:
    """A stretch without connectives, payers and dates at its ends; None where nothing that restricts is left."""
    start, end = span
    if whom := pattern("acted_on").match(masked, start, end):
        end = whom.end("whom")
    while True:
        before = (start, end)
        if numbered := pattern("enumerator").match(text, start, end):
            start = numbered.end()
        lead = pattern("joining_words").match(masked, start, end)
        if lead:
            start = lead.end()
        everybody = _everybody().match(masked, start, end)
        if everybody:
            start = everybody.end()
        own = pattern("own_area").match(masked, start, end)
        if own and end - own.end() > (3 if text[start] == "在" else 8):
            start = own.end()
        if start < end and text[start] == "的":
            start += 1
        tail = pattern("trailing_words").search(masked, start, end)
        if tail and tail[0] != "的":
            end = tail.start()
        scheme = pattern("scheme_before").match(masked, start, end)
        if scheme:
            start = scheme.end()
        scheme = pattern("scheme_behind").search(masked, start, end)
        if scheme and scheme.start() - start >= 4:
            end = scheme.start()
        loan = pattern("of_loan_behind").search(masked, start, end) if masked.endswith("贷款", start, end) else None
        if loan:
            end = loan.start()
        award = pattern("group_of_award").search(masked, start, end)
        if award and end - (award.end()) <= 12 and pattern("of_scheme").search(masked, award.end(), end):
            end = award.end()
        payer = pattern("payer").search(masked, start, end)
        if payer and payer.end() == end:
            end = payer.start()
        remark = pattern("explaining_remark").search(text, start, end)
        if remark and remark.end() == end:
            end = remark.start()
        gives = pattern("giver").search(masked, start, end)
        if gives:
            end = gives.start()
        if (start, end) == before:
            date = pattern("dates").match(text, start, end)
            if date is None or pattern("dated_act").match(masked[date.end() : end]):
                break
            start = date.end()
        if start >= end:
            break
    left = Span(start, end)
    if start >= end or (whom and ends_in(masked[start:end].rstrip("·"), "awards")):
        return None
    if pattern("conditional").match(masked, *span):
        return left if end - start > 2 else None
    return None if _says_nothing(text, masked, left) else left


def _says_nothing(text: str, masked: str, span: Span) -> bool:
    """Whether what is left of a stretch restricts nothing: an office, a scrap, whoever is meant anyway, a pronoun, grounds."""
    seen, words_ = masked[slice(*span)], text[slice(*span)].rstrip("的")
    bounded = text[span.end - 1] == "的" and any(sign.isdigit() for sign in words_)
    if len(words_) < 2 or not _WORDS.search(words_) or (pattern("leftover").match(words_) and not bounded) or pattern("office").search(seen) or (
            _OF_ALL.match(words_) and not words_.endswith("后")):
        return True
    if all(_is_everybody(who) for who in re.split("[、和及]", words_)):
        return True
    described = "的" in words_ and any(ends_in(words_, kind) for kind in ("people", "bodies", "places"))
    told = described or pattern("purpose_act").match(seen) or (seen.startswith(("采取", "采用", "通过")) and len(seen) > _SHORT_WAY)
    if (pattern("filler").match(seen) and not told) or (pattern("pronoun").match(words_) and len(words_) < 6):
        return True
    return any(pattern(name).match(words_) for name in ("no_restriction", "scrap_of_condition", "bare_buying")) or pattern("grounds").match(seen) is not None


def _is_everybody(who: str) -> bool:
    bare = pattern("all_areas").sub("", who.removeprefix("在"))
    return not bare or bare in words("everybody")


def parts(text: str, masked: str, span: Span) -> list[Span]:
    """The single restrictions of a stretch: cut at the own area, at remarks, and between who and what they do.

    退役军人|在我市行政区域内|购置家庭首套住房 says two things, and where is no restriction of the issuer's own rule.
    """
    cuts = [hit.span() for hit in pattern("inside_own_area").finditer(masked, span.start, span.end)]
    cuts += [(hit.end(), hit.end()) for hit in pattern("actor").finditer(masked, span.start, span.end) if not (
        masked.startswith("在", span.start) and hit[0] == "企业")]  # 在本地企业|就业
    cuts += [(hit.end(), hit.end()) for hit in pattern("within").finditer(masked, span.start, span.end)]
    cuts += [hit.span() for hit in pattern("joined_act").finditer(masked, span.start, span.end)]
    cuts += [hit.span() for hit in pattern("inner_remark").finditer(text, span.start, span.end)]
    cuts += [hit.span() for hit in pattern("dates").finditer(masked, span.start, span.end) if (
        hit[0].endswith(("期间", "之间")) or (hit.end() - hit.start() > 8 and re.search("[至到—-]", hit[0])))]
    pieces: list[Span] = []
    start = span.start
    for low, high in sorted(cuts):
        if low >= start:
            pieces.append(Span(start, low))
            start = high
    pieces.append(Span(start, span.end))
    kept = [trimmed(text, masked, piece) for piece in pieces if piece.end - piece.start > 1]
    return [piece for piece in kept if piece is not None]
