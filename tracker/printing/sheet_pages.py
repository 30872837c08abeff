"""The pages of a sheet on paper: A4 across, with a head and a foot."""

from textwrap import shorten
from typing import Final

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.richtext import clean

RUNNING: Final = 110  # a head or a foot has two texts, and at most 255 characters
BESIDE_A_NOTICE, NOTICE = 55, 120  # or three
A4: Final = 9


def set_page(sheet: Worksheet, author: str, running: str, title: str, notice: str = "") -> None:
    """Paper: A4 across, as wide as the sheet; the ``title`` at the foot, the rest at the head."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.oddHeader = _head(author, running, notice)
    sheet.oddFooter = _running_line(_running(title), "Page &P of &N")


def _head(author: str, running: str, notice: str) -> HeaderFooterItem:
    """The service and the report, and where there is one the notice below the service."""
    if not notice:
        return _running_line(_running(author), _running(running))
    left = f"{_running(author, BESIDE_A_NOTICE)}\n{_running(notice, NOTICE)}"
    return _running_line(left, _running(running, BESIDE_A_NOTICE))


def _running_line(left: str, right: str) -> HeaderFooterItem:
    line = HeaderFooterItem()
    line.left.text, line.right.text = left, right
    return line


def _running(text: str, length: int = RUNNING) -> str:
    """``text`` as a head or foot holds it: "&" is a sign there, and written twice."""
    return shorten(clean(text), max(10, length - text.count("&")), placeholder="…").replace("&", "&&")
