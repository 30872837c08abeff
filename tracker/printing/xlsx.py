"""A workbook as a file: what it says of itself, and one date for all of it."""

import io
import zipfile
from datetime import UTC, datetime
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from tracker.richtext import clean


def saved(book: Workbook, *, title: str, author: str, keywords: str, at: datetime) -> bytes:
    """The ``.xlsx`` file of ``book``, made ``at``: the same again for the same. Its own ``save`` would date it now."""
    properties = book.properties
    properties.title = clean(title)[:255]
    properties.creator = properties.lastModifiedBy = clean(author)[:255]
    properties.keywords = clean(keywords)[:255]
    properties.language = "en-GB"
    properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    stream = io.BytesIO()
    ExcelWriter(book, _Dated(stream, at.astimezone(UTC))).save()
    return stream.getvalue()


class _Dated(zipfile.ZipFile):
    """An archive whose parts all bear one date."""

    def __init__(self, file: IO[bytes], at: datetime) -> None:
        super().__init__(file, "w", zipfile.ZIP_DEFLATED)
        self.at = at

    def open(self, name: Any, *args: Any, **kwargs: Any) -> IO[bytes]:
        if isinstance(name, zipfile.ZipInfo):
            name.date_time, name.external_attr = self.at.timetuple()[:6], 0
        return super().open(name, *args, **kwargs)
