"""Citations: every 《…》 that names a policy document, law, plan or catalogue, and numbers that stand alone."""

from __future__ import annotations

import re
from bisect import bisect_right

from extractor.spans import Span
from extractor.structure.model import Circular, Citation, Paragraph
from extractor.structure.patterns import DECREE, NUMBER

# What is printed in 《》 but is no policy document: certificates, forms, licences.
_PAPERS = re.compile(r"(?:证|证明|证书|表|卡|票|单据|申请书|承诺书|通知书|告知书|决定书|协议书|委托书|报告单|发票|收据|执照|许可证|居住证|户口簿|报"
                     r"|日报|杂志|合同|病历|凭证|回执|登记册|申请报告|审批单|报告书|申请|介绍信|意向书|说明书)$")
_TITLE = re.compile(r"《")
_TITLE_MARK = re.compile(r"[《》\n]")
_DEEPEST = 8  # title marks within title marks; more are no title
_AFTER = re.compile(
    rf"[ ]?（(?P<number>{NUMBER.pattern}|[\u4e00-\u9fff]{{0,6}}{DECREE.pattern}|[^（）]{{0,12}}令[^（）]{{0,12}}号)"
    r"(?:附件 ?\d{0,2}|等|[，；][^（）]{0,40})?）"
)
# Found by its year in brackets and read backwards from there: a number has no fixed beginning.
_INLINE = re.compile(r"[〔（]\d{4}[〕）] ?第? ?\d{1,5} ?号|字第[A-Z]?\d{4,14}[A-Z]?号")
_LONGEST_NUMBER = 26
_BASIS = re.compile(r"(?:根据|依据|依照|按照|遵照|为(?:深入|全面|认真|进一步)?(?:贯彻|落实|规范|做好)|贯彻|落实)[^。]{0,300}$")
_IMPLEMENTS = re.compile(r"(?:按照|按|落实|执行|贯彻|实施|遵照|推进|抓好|做好)[^。；]{0,160}$|(?:根据|依据|依照)[^。；]{0,120}$")
_GROUNDS = re.compile(r"(?:根据|依据)[^。；]{0,120}$")
_MAKES = re.compile(r"制定(?:本|以下|如下|了以下)|提出(?:以下|如下)|现(?:就|将)[^。]{0,40}(?:通知|公告|如下)")
_REPEALS = re.compile(r"[^。]{0,60}(?:同时|即行|予以|自行|相应)?(?:废止|停止执行|失效|不再执行)")
_AMENDS = re.compile(r"[^。；]{0,40}(?:修改为|修订为|作如下修改|作以下修改|予以修改|进行修改|修正为)")
_SENTENCE = re.compile(r"[。；\n]")


def find_citations(text: str, circular: Circular) -> list[Citation]:
    """The citations of one circular, in text order. Titles nested in a title (〈…〉) are part of it."""
    found: list[Citation] = []
    taken: list[Span] = []
    opening = _opening_paragraph(circular, text)
    position = circular.start
    while True:
        hit = _TITLE.search(text, position, circular.end)
        if not hit:
            break
        close = _closing(text, hit.start(), circular.end)
        if close is None:
            position = hit.end()
            continue
        position = close
        title = Span(hit.end(), close - 1)
        behind = _AFTER.match(text, close)
        number = Span(behind.start("number"), behind.end("number")) if behind else None
        span = Span(hit.start(), behind.end() if behind else close)
        position = span.end
        if title.end - title.start < 2 or (number is None and _PAPERS.search(text, title.start, title.end)):
            continue
        taken.append(span)
        found.append(Citation(span, title, number, _relation(text, span, circular, opening)))
    own = circular.number
    for hit in _INLINE.finditer(text, circular.start, circular.end):
        whole = _number_ending(text, max(circular.start, hit.start() - _LONGEST_NUMBER), hit.end())
        if whole is None:
            continue
        number = _trim(text, whole)
        if any(span.start <= number.start < span.end for span in taken) or text[number.start : number.end] == own:
            continue
        if _is_own_line(text, number):
            continue
        found.append(Citation(number, None, number, _relation(text, number, circular, opening)))
    return sorted(found, key=lambda citation: citation.span)


def _number_ending(text: str, low: int, end: int) -> Span | None:
    """The 发文字号 that ends at `end`, the longest that fits."""
    for start in range(low, end):
        hit = NUMBER.match(text, start, end)
        if hit and hit.end() == end:
            return Span(*hit.span())
    return None


def _closing(text: str, start: int, end: int) -> int | None:
    """Behind the 》 that closes the 《 at `start`, nested ones counted; None if unclosed within 200 characters."""
    depth = 0
    for hit in _TITLE_MARK.finditer(text, start, min(end, start + 200)):
        if hit[0] == "《":
            depth += 1
            if depth > _DEEPEST:
                return None
        elif hit[0] == "》":
            depth -= 1
            if depth == 0:
                return hit.end()
        elif depth == 1 and hit.start() - start > 120:
            return None
    return None


_LEADING_WORDS = re.compile(r"^(?:关于)?(?:继续|严格|转发|印发|根据|按照|依据|贯彻|落实|执行|参照|见|和|及|与|的|由|以|对|原|将|经|现将|文件|通知)+")


def _trim(text: str, span: Span) -> Span:
    """A number that stands in running text without the verb before it (转发鲁医保发〔2021〕42号)."""
    hit = _LEADING_WORDS.match(text[span.start : span.end])
    return Span(span.start + hit.end(), span.end) if hit else span


def _is_own_line(text: str, span: Span) -> bool:
    """Whether a number fills a line: a document's own number, not a citation."""
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start].strip("（ ")
    stop = text.find("\n", span.end)
    behind = text[span.end : stop if stop >= 0 else len(text)].strip("） ")
    return (not before and not behind) or before.endswith("号：") or before.endswith("文号：")


def _opening_paragraph(circular: Circular, text: str) -> Span | None:
    """The first paragraph of running text (and, in a printed 办法, its first article)."""
    for paragraph in circular.paragraphs:
        if paragraph.role == "body" and paragraph.end - paragraph.start > 8:
            return Span(paragraph.start, paragraph.end)
    return None


def _relation(text: str, span: Span, circular: Circular, opening: Span | None) -> str:
    paragraph = _paragraph_at(circular, span.start)
    start = paragraph.start if paragraph else circular.start
    end = paragraph.end if paragraph else circular.end
    before = text[max(start, span.start - 320) : span.start]
    sentence = before[max((hit.end() for hit in _SENTENCE.finditer(before)), default=0) :]
    clause = text[span.end : min(end, span.end + 120)]
    if _REPEALS.match(clause):
        return "repeals"
    if _AMENDS.match(clause) or re.search(r"(?:修改|修订|修正)$", sentence):
        return "amends"
    if re.search(r"转发[^。《]{0,8}$", sentence) or (
            re.search(r"现将$|现将[^。《》]{0,20}$", sentence) and re.match(r"[^。]{0,20}转发", clause)):
        return "forwards"
    if re.search(r"印发[^。《]{0,6}$", sentence) or re.match(r"[^。，；《]{0,12}(?:印发给|已经)", clause):
        return "mentions"
    in_opening = opening is not None and opening.start <= span.start < opening.end
    is_purpose_article = bool(paragraph and re.match(r"(?:第一条)?[ \t]*(?:为|根据|依据)", text[paragraph.start : paragraph.start + 12])
                              and _MAKES.search(text, paragraph.start, paragraph.end))
    if (in_opening or is_purpose_article) and _BASIS.search(sentence):
        return "basis"
    if _GROUNDS.search(sentence):
        return "basis"
    if _IMPLEMENTS.search(sentence) or re.match(r"[^。；]{0,14}(?:贯彻落实|要求|规定执行|精神)", clause):
        return "implements"
    return "mentions"


def _paragraph_at(circular: Circular, offset: int) -> Paragraph | None:
    index = bisect_right(circular.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1
    return circular.paragraphs[index] if index >= 0 and offset < circular.paragraphs[index].end else None
