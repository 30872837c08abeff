"""LibreOffice as a check of written documents. It repairs nearly everything, so that it proves little."""

from tracker import office
from tracker.errors import Invalid
from tracker.office import find_office
from tracker.word.document import Table
from tracker.word.reader import read


def office_faults(content: bytes) -> list[str]:
    """Whether it opens the file ``content``, and has the same cells when it saves it."""
    saved = office._converted(find_office(), content, "docx", "docx", ())
    if saved is None:
        return ["it makes nothing of it"]
    try:
        return [] if cells(saved) == cells(content) else ["it has other cells"]
    except Invalid as error:
        return [f"it makes of it what cannot be read: {error}"]


def cells(content: bytes) -> list[list[list[str]]]:
    """The words of each row of all tables."""
    tables = (element for element in read(content).elements if isinstance(element, Table))
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]
