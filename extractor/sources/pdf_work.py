"""How much work a PDF may make: forms drawn within forms multiply what few bytes say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import stream_value
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

if TYPE_CHECKING:
    from pdfplumber.page import Page

MAX_DRAWN = 48 << 20
"""Bytes of drawing instructions that are carried out for one file, each as often as it is drawn (a page of text has some
ten thousand)."""
MAX_DEPTH = 20
"""Of forms within forms."""
_CALL = 256
"""What drawing a form costs besides its instructions, as bytes of them."""


class TooMuchWork(Exception):
    """A PDF draws more than any circular does."""


class Budget(PDFResourceManager):
    """The fonts and other resources of one file, and how much more of it may be drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.left = MAX_DRAWN

    def spend(self, size: int) -> None:
        """Raises TooMuchWork where the file has drawn more than its share."""
        self.left -= size
        if self.left < 0:
            raise TooMuchWork


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter on a budget."""

    def __init__(self, budget: Budget, device: PDFDevice, depth: int = 0) -> None:
        super().__init__(budget, device)
        self.budget = budget
        self.depth = depth

    def dup(self) -> _Interpreter:
        """An interpreter for a form, a level deeper."""
        if self.depth == MAX_DEPTH:
            raise TooMuchWork
        return _Interpreter(self.budget, self.device, self.depth + 1)

    def execute(self, streams: Sequence[object]) -> None:
        """Carry out instructions, and count them."""
        self.budget.spend(_CALL + sum(len(stream_value(stream).get_data()) for stream in streams))
        super().execute(streams)


def draw(page: Page, budget: Budget) -> None:
    """Draw what `page` holds, within the budget of its file. Raises TooMuchWork, and whatever a broken file causes."""
    device = PDFPageAggregatorWithMarkedContent(budget, pageno=page.page_number, laparams=page.pdf.laparams)
    _Interpreter(budget, device).process_page(page.page_obj)
    page._layout = device.get_result()  # where the page looks first
