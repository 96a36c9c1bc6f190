"""A slip of the pen that shows in the circular alone.

Seven kinds: an amount in words against its figures; a day of the week that is not that of the date; a day that does not exist;
a number of a section or article that is left out or stands twice in a series that is otherwise whole; a numbered annex that the
text names and the list of annexes does not have; a term that is over on the day of issue. Numbering and annexes are not looked at
in press pieces and in texts that are not printed whole (略, 节选).

Fires: 壹拾万元（10000元）; 2031年3月3日（星期二）; 6月31日; 一、二、四、五、; 见附件3 beside 附件：1.…2.….
Does not fire: 壹万元（10000元）; 2月29日 without its year; a text that begins with 三、; 见附件3 where no annexes are listed.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding
from extractor.consistency.slips import slips
from extractor.policy.documents import Document


def find(context: Context, document: Document) -> Iterator[Finding]:
    for one in slips(context, document):
        message = f"{wording.name(document)}{one.problem}，请核对。"
        yield finding("slip", "warning", one.side, None, message, about=one.problem)
