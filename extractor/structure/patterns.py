"""The fixed forms of official documents (GB/T 9704): numbers, dates, titles, issuers, recipients, labels."""

from __future__ import annotations

import re
from datetime import date

CN = "一二三四五六七八九十百零〇"

# 发文字号: 鲁医保发〔2021〕42号, 国办发〔2024〕38号; 台财库字第10203601490号; 人民政府令第193号.
NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:（[\u4e00-\u9fff]{1,4}）[\u4e00-\u9fff]{0,6})?[〔（](?P<year>\d{4})[〕）] ?第? ?\d{1,5} ?号"
    r"|[\u4e00-\u9fff]{2,14}字第[A-Z]?\d{4,14}[A-Z]?号"
)
DECREE = re.compile(r"[\u4e00-\u9fff]{2,20}令（?(?:〔\d{4}〕)?）? ?第? ?\d{1,4} ?号|[\u4e00-\u9fff]{2,16}公告 ?\d{4}年 ?第 ?\d{1,4} ?号")

_YEAR = r"(?:(?P<y>\d{4})|(?P<cy>[一二三四五六七八九〇零]{4})|(?:中华)?民国 ?(?P<my>\d{2,3}|[一二三四五六七八九十百〇]{1,4}))"
_MONTH_DAY = r"(?:(?P<m>\d{1,2})|(?P<cm>[一二三四五六七八九十]{1,2})) ?月 ?(?:(?P<d>\d{1,2})|(?P<cd>[一二三四五六七八九十]{1,3})) ?日"
DATE = re.compile(_YEAR + r" ?年 ?" + _MONTH_DAY)
ISO_DATE = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")

KINDS = ("通知|意见|办法|方案|批复|函|复函|通告|公告|规定|细则|决定|通报|请示|报告|纪要|措施|政策|计划|规划|要点|条例|规则|标准|指南"
         "|规程|答复|令|公报|须知|章程|准则|制度|举措|清单|要求|说明|决议|指引|规范|提示|启事|一览|解读|问答|工作安排|实施")
TITLE_END = re.compile(rf"(?:{KINDS})(?:（[^（）]{{1,16}}）)?$")
DRAFT_MARK = re.compile(r"征求意见稿|公开征求意见|草案|送审稿|讨论稿|公示稿")
BRACKET_LINE = re.compile(r"（[^（）]{2,14}）$")
EXPLAINS = re.compile(r"政策解读|图解|一图读懂|读懂|问答|解读")
FURNITURE = re.compile(r"点击查看|政策解读|图解|一图读懂|一图看懂|门户网站|首页|分享|字体|打印|发布时间|发布日期|信息来源|来源|浏览次数|索引号"
                       r"|当前位置|责任编辑|视力保护|我的收藏|收藏|关闭窗口|扫一扫|&gt")
META = re.compile(r"(?P<key>标题|主旨|文件名称|名称|文号|发文字号|发文机关|发布机构|发文单位|公文种类|制发机关|成文日期|成文时间|发文日期|生成日期|印发日期)"
                  r"[：:] *(?P<value>.*)$")

AGENCY_END = re.compile(
    r"(?:局|委|委员会|办|办公室|办公厅|厅|部|政府|中心|院|署|总行|分行|支行|银行|总会|联合会|工会|管委会|公司|大学|检察院|法院|总队|支队"
    r"|分局|海关|党委|市委|省委|县委|区委|国务院|学会|协会|集团|指挥部|领导小组|会|社|部门|机构|单位)$"
)
_AGENCY_PIECE = re.compile(r"[\u4e00-\u9fff（）〈〉、]{2,40}$")
RECIPIENT_WORD = re.compile(r"局|厅|委|部|政府|单位|机构|中心|办|院|公司|学校|企业|协会|银行|各|署|会")
PRINTED = re.compile(rf"(?:{DATE.pattern}) ?印(?:发)?$")
PUBLIC_NOTE = re.compile(r"（?(?:此件|此文)[^。]{0,12}(?:公开|发布)[^。]{0,6}）?$|（?公开方式[：:].{0,10}$|（?信息公开.{0,10}$")
COPIES = re.compile(r"(?:抄送|抄报|分送|主送)[：:]")
ANNEX = re.compile(r"(?P<label>附件 ?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?|附表 ?\d{0,2}|附录 ?\d{0,2})[：:]?$")
ANNEX_LIST = re.compile(r"附件?[：:]")

_CN_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}


def chinese_number(text: str) -> int:
    """A numeral below ten thousand, positional (二〇二一) or with 十 and 百 (二十三)."""
    if "十" not in text and "百" not in text:
        return int("".join(str(_CN_DIGIT[c]) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in _CN_DIGIT:
            digit = _CN_DIGIT[char]
        else:
            total += (digit or 1) * (100 if char == "百" else 10)
            digit = 0
    return total + digit


def date_of(hit: re.Match[str]) -> str | None:
    """The ISO date that a `DATE` or `ISO_DATE` match names, or None where there is no such day (2月30日)."""
    group = hit.groupdict()
    if group.get("y"):
        year = int(group["y"])
    elif group.get("cy"):
        year = chinese_number(group["cy"])
    else:
        republic = group.get("my") or "0"
        year = 1911 + (int(republic) if republic.isdigit() else chinese_number(republic))
    month = int(group["m"]) if group.get("m") else chinese_number(group["cm"])
    day = int(group["d"]) if group.get("d") else chinese_number(group["cd"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def is_agency(text: str) -> bool:
    """Whether a stretch of a head or sign-off line is one agency's name."""
    return bool(_AGENCY_PIECE.match(text)) and bool(AGENCY_END.search(text)) and "关于" not in text


def agencies_of(line: str) -> list[str] | None:
    """The names on a line that holds nothing but issuers (甲局 乙局, 甲局文件), or None."""
    names = []
    for piece in line.replace("\t", " ").split(" "):
        name = piece.removesuffix("文件") if len(piece) > 4 else piece
        if name in ("", "文件", "公告", "令", "函", "通告"):
            continue
        if not is_agency(name):
            return None
        names.append(name)
    return names or None
