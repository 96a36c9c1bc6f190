"""Invented circulars that change each other, extracted as a corpus."""

from __future__ import annotations

from pathlib import Path

from extractor.amendments import Dated, Editions
from extractor.corpus import load
from extractor.records.extraction import Extraction

NUMBER = "德人社发〔2031〕21号"
TITLE = "德州市就业见习补贴办法（试行）"
BODY = """第一章 总则
第一条 为规范就业见习补贴管理，根据有关规定，制定本办法。
第二条 本办法所称见习人员，是指离校2年内未就业高校毕业生和16—24岁失业青年。
就业见习期限为3—12个月。
见习单位应当具备下列条件：
（一）合法经营满1年；
（二）见习岗位不少于5个；
（三）无重大劳动违法记录。

第二章 补贴标准
第三条 见习补贴标准为每人每月1500元，其中生活补助每人每月1200元。
第四条 对留用率达到50%以上的见习单位，补贴标准提高到每人每月1800元。
第五条 见习单位应当于每月15日前向区劳动部门申报上月补贴。区劳动部门应当在10个工作日内完成审核。
第六条 意外伤害保险补贴：（一）保险费不超过200元的，据实补贴；（二）保险费超过200元的，按200元补贴。

第三章 附则
第七条 本办法由德州市劳动部门负责解释。
第八条 本办法自2031年5月1日起施行，有效期2年。
"""
_HEAD = """德州市人力资源和社会保障局文件
{number}

德州市人力资源和社会保障局{title}

各县（市、区）人力资源和社会保障局：
{body}

德州市人力资源和社会保障局
{day}
"""


def issued(body: str = BODY) -> str:
    """The circular that is changed."""
    handed = f"现将《{TITLE}》印发给你们，请遵照执行。"
    return _HEAD.format(number=NUMBER, title=f"关于印发《{TITLE}》的通知", body=handed, day="2031年4月8日") + f"\n{TITLE}\n\n{body}"


def changing(
    *changes: str, number: str = "德人社发〔2032〕9号", day: str = "2032年6月10日", title: str = f"关于修改《{TITLE}》的决定",
    lead: str = f"经研究，决定对《{TITLE}》（{NUMBER}）作如下修改：", since: str = "本决定自2032年7月1日起施行。",
) -> str:  # fmt: skip
    """A circular that changes it."""
    return _HEAD.format(number=number, title=title, body="\n".join(filter(None, (lead, *changes, since))), day=day)


def corpus(folder: Path, *texts: str) -> tuple[Extraction, ...]:
    """The circulars of these texts, amended; files are named by their order."""
    for index, text in enumerate(texts, start=1):
        (folder / f"{index}.txt").write_text(text, encoding="utf-8")
    loaded = load(folder, jobs=1)
    assert not loaded.failures
    return loaded.extractions


def editions(extractions: tuple[Extraction, ...]) -> list[Dated]:
    """The texts of the changed circular."""
    return Editions(extractions).of(NUMBER)


def lines(edition: Dated) -> list[str]:
    """The lines of a text from its first article on, without white space."""
    return ["".join(line.split()) for line in edition.edition.text.partition("第一章")[2].splitlines() if line.strip()]
