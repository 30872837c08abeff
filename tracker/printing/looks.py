"""How the cells of a workbook look, as named styles that can be changed in Excel, and their text."""

import re
from collections.abc import Iterable
from typing import Final, Literal

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from tracker.printing.cells import Line
from tracker.richtext import Run

LookName = Literal["Title", "Sentence", "Heading", "Code heading", "Text", "Code", "Note"]

FONT: Final = "Arial"
SIZE: Final = 10
_BLUE, _GREY, _LINE, _HEADER = "12436D", "3D4A57", "8A97A3", "DCE6EE"
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # "_x0041_" is how Excel writes a character in a file


def look(name: LookName) -> str:
    """What this look is called in Excel."""
    return f"Appendix {name.lower()}"


def looks() -> list[NamedStyle]:
    """All looks. Each workbook has its own."""
    text, bold = Font(name=FONT, size=SIZE), Font(name=FONT, size=SIZE, bold=True)
    fill, loose = PatternFill("solid", fgColor=_HEADER), Alignment(vertical="center")
    return [
        NamedStyle(look("Title"), font=Font(name=FONT, size=16, bold=True, color=_BLUE), alignment=loose),
        NamedStyle(look("Sentence"), font=Font(name=FONT, size=11), alignment=loose),
        NamedStyle(look("Heading"), font=bold, fill=fill, border=_grid(), alignment=_set("left", "bottom")),
        NamedStyle(look("Code heading"), font=bold, fill=fill, border=_grid(), alignment=_set("center", "bottom")),
        NamedStyle(look("Text"), font=text, border=_grid(), alignment=_set("left", "top")),
        NamedStyle(look("Code"), font=text, border=_grid(), alignment=_set("center", "top")),
        NamedStyle(look("Note"), font=Font(name=FONT, size=9, color=_GREY), alignment=loose),
    ]


def _grid() -> Border:
    side = Side(style="thin", color=_LINE)
    return Border(left=side, right=side, top=side, bottom=side)


def _set(horizontal: Literal["left", "center"], vertical: Literal["top", "bottom"]) -> Alignment:
    return Alignment(horizontal, vertical, wrap_text=True, indent=1 if horizontal == "left" else 0)


def escaped(text: str) -> str:
    """``text`` as a workbook's XML holds it."""
    return _ESCAPE.sub("_x005F_", text)


def cell_text(lines: Iterable[Line]) -> str | CellRichText:
    """The lines as one text, in styles only where some of it is bold or italic."""
    pieces = _pieces(lines)
    if not any(piece.bold or piece.italic for piece in pieces):
        return "".join(piece.text for piece in pieces)
    return CellRichText([_styled(piece) for piece in pieces])


def _pieces(lines: Iterable[Line]) -> list[Run]:
    """Runs of one style joined; space alone goes to what is beside it, since Excel drops a piece of nothing else."""
    pieces: list[Run] = []
    for line in lines:
        for run in (Run("\n"), *line) if pieces else line:
            last = pieces[-1] if pieces else Run("")
            alike = (last.bold, last.italic) == (run.bold, run.italic)
            if pieces and (alike or run.text.isspace()):
                pieces[-1] = Run(last.text + run.text, last.bold, last.italic)
            elif last.text.isspace():
                pieces[-1] = Run(last.text + run.text, run.bold, run.italic)
            else:
                pieces.append(run)
    return [Run(escaped(piece.text), piece.bold, piece.italic) for piece in pieces if piece.text]


def _styled(piece: Run) -> str | TextBlock:
    if not (piece.bold or piece.italic):
        return piece.text
    return TextBlock(InlineFont(rFont=FONT, sz=SIZE, b=piece.bold or None, i=piece.italic or None), piece.text)
