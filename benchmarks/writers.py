"""Who writes the same tables: the floor below every writer, ours, and docxtpl."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

from docxtpl import DocxTemplate
from lxml import etree

from tracker.richtext import Block, Blocks, Run, paragraphs, plain
from tracker.word.appendix import Appendix, AppendixDocument, Row
from tracker.word.document import Table
from tracker.word.reader import read
from tracker.word.writer import write

AT = datetime(2025, 9, 1, tzinfo=UTC)

_SECTION = (plain("{{ section.title }}"), (), ())


def cells(content: bytes) -> list[list[str]]:
    """The lines of every cell of the file ``content``, to see that all write the same."""
    tables = (element for element in read(content).elements if isinstance(element, Table))
    return [cell.lines for table in tables for row in table.rows for cell in row.cells]


class Floor:
    """Serialising every part of a finished file and zipping it; that they were parsed is not counted."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self._parts = {name: etree.fromstring(package.read(name)) for name in package.namelist()}

    def write(self) -> bytes:
        """The file again."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for name, root in self._parts.items():
                package.writestr(name, etree.tostring(root, encoding="UTF-8", standalone=True))
        return stream.getvalue()


class Ours:
    """The product's writer."""

    def __init__(self, document: AppendixDocument) -> None:
        self._document = document

    def write(self) -> bytes:
        """The file."""
        return write(self._document, at=AT)


class Docxtpl:
    """docxtpl, with a template that has the same parts and styles, and rows and paragraphs in loops.

    It gets its texts as lines, one for each of our paragraphs, and makes no lists of them.
    """

    def __init__(self, document: AppendixDocument) -> None:
        self._template = write(_template(document), at=AT)
        ratings, plan = document.appendices
        self._context = {"sections": _sections(ratings), "actions": [_lines(row) for row in plan.rows]}

    def write(self) -> bytes:
        """The file."""
        template, stream = DocxTemplate(io.BytesIO(self._template)), io.BytesIO()
        template.render(self._context, autoescape=True)
        template.save(stream)
        return stream.getvalue()


def _template(document: AppendixDocument) -> AppendixDocument:
    ratings, plan = document.appendices
    of_section = (_loop("section"), Row(_SECTION, section=True), *_rows("row", ratings), _loop(""))
    return replace(
        document,
        appendices=(
            replace(ratings, rows=tuple(_padded(row, ratings) for row in of_section)),
            replace(plan, rows=tuple(_padded(row, plan) for row in _rows("action", plan))),
        ),
    )


def _rows(name: str, appendix: Appendix) -> tuple[Row, ...]:
    cells = tuple(_paragraphs(f"{name}[{index}]") for index in range(len(appendix.columns)))
    return _loop(name), Row(cells), _loop("")


def _loop(name: str) -> Row:
    """The row at the beginning of a loop over what is called so, or at the end of one."""
    source = "section.rows" if name == "row" else f"{name}s"
    return Row((plain(f"{{%tr for {name} in {source} %}}" if name else "{%tr endfor %}"),))


def _paragraphs(cell: str) -> Blocks:
    lines = (f"{{%p for line in {cell} %}}", "{{ line }}", "{%p endfor %}")
    return tuple(Block("paragraph", (Run(line),)) for line in lines)


def _padded(row: Row, appendix: Appendix) -> Row:
    return replace(row, cells=row.cells + ((),) * (len(appendix.columns) - len(row.cells)))


def _sections(ratings: Appendix) -> list[dict[str, object]]:
    sections: list[dict[str, object]] = []
    rows: list[list[list[str]]] = []
    for row in ratings.rows:
        if row.section:
            rows = []
            sections.append({"title": _lines(row)[0][0], "rows": rows})
        else:
            rows.append(_lines(row))
    return sections


def _lines(row: Row) -> list[list[str]]:
    return [paragraphs(blocks) for blocks in row.cells]
