"""The appendices as HTML: a page of its own for a service's website, or a fragment to paste into one."""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

from tracker.printing.sections import by_section
from tracker.richtext import Blocks, blocks_to_html, clean
from tracker.word.appendix import Appendix, AppendixDocument, Column, Row, Summary

STYLED = ' class="notice"'


def to_html_page(document: AppendixDocument) -> str:
    """A whole page that needs nothing else: no script, and its style, rules for paper too, within it."""
    heading, author = _text(document.running_title), _text(document.author)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}: {author}</title>\n"
        f'<meta name="description" content="{_text(document.title)}">\n'
        f'<meta name="author" content="{author}">\n'
        f'<meta name="keywords" content="{_text(document.keywords)}">\n'
        f"<style>\n{_style()}{_on_paper(document.notice)}</style>\n</head>\n<body>\n<main>\n"
        f'<p class="author">{author}</p>\n<h1>{heading}</h1>\n'
        f"{_notice(document.notice, STYLED)}{_contents(document)}{_summary_section(document.summary)}"
        + "".join(_section(appendix, number) for number, appendix in enumerate(document.appendices, 1))
        + "</main>\n</body>\n</html>\n"
    )


def to_html_fragment(document: AppendixDocument) -> str:
    """The same to be pasted into a page that has its own h1 and style: no ids, no picture, headings from h2."""
    summary = document.summary
    parts = [_notice(document.notice)]
    parts += [_heading(summary.title) + _sentences(summary.sentences)] if summary else []
    for appendix in document.appendices:
        lead, closing = (f"<p>{_text(text)}</p>\n" for text in (appendix.lead, appendix.closing))
        parts.append(_heading(appendix.title) + lead + _Table(appendix, styled=False).html() + closing)
    return "".join(parts)


def _notice(notice: str, style: str = "") -> str:
    return f"<p{style}><strong>{_text(notice)}</strong></p>\n" if notice else ""


def _on_paper(notice: str) -> str:
    """A rule that has the notice at the head of each page of paper."""
    said = "".join(sign if sign.isalnum() or sign in " .,:-" else f"\\{ord(sign):x} " for sign in clean(notice))
    return f'@page {{ @top-center {{ content: "{said}"; font: bold 9pt Arial, sans-serif; }} }}\n' if notice else ""


@cache
def _style() -> str:
    return (files("tracker.printing") / "page.css").read_text("utf-8")


def _text(text: str) -> str:
    return escape(" ".join(clean(text).split("\n")))


def _contents(document: AppendixDocument) -> str:
    """Links to the parts, where there are several."""
    titles = {f"appendix-{number}": part.title for number, part in enumerate(document.appendices, 1)}
    if document.summary:
        titles = {"summary": document.summary.title, **titles}
    if len(titles) < 2:
        return ""
    links = "".join(f'<li><a href="#{key}">{_text(title)}</a></li>\n' for key, title in titles.items())
    return f'<nav aria-label="Contents">\n<ul>\n{links}</ul>\n</nav>\n'


def _heading(title: str, key: str = "") -> str:
    mark = f' id="{key}"' if key else ""
    return f"<h2{mark}>{_text(title)}</h2>\n"


def _summary_section(summary: Summary | None) -> str:
    if summary is None:
        return ""
    figure = ""
    if image := summary.image:
        source = f"data:image/png;base64,{b64encode(image.png).decode()}"
        size = f'width="{image.width}" height="{image.height}"'
        figure = f'<figure><img src="{source}" {size} alt="{_text(image.description)}"></figure>\n'
    first, others = _sentences(summary.sentences[:1]), _sentences(summary.sentences[1:])
    return f"<section>\n{_heading(summary.title, 'summary')}{first}{figure}{others}</section>\n"


def _sentences(sentences: Iterable[str]) -> str:
    return "".join(f"<p>{_text(sentence)}</p>\n" for sentence in sentences)


def _section(appendix: Appendix, number: int) -> str:
    """An appendix with its table in a frame that can be scrolled, also from the keyboard, where it is too narrow."""
    key = f"appendix-{number}"
    shape = ' class="wide"' if appendix.landscape else ""
    return (
        f"<section{shape}>\n{_heading(appendix.title, key)}"
        f'<p class="lead">{_text(appendix.lead)}</p>\n'
        f'<div class="table" role="region" aria-labelledby="{key}" tabindex="0">\n'
        f'{_Table(appendix, styled=True).html()}</div>\n<p class="closing">{_text(appendix.closing)}</p>\n</section>\n'
    )


class _Table:
    """An appendix's table; a ``styled`` one has what the page's style goes by."""

    def __init__(self, appendix: Appendix, *, styled: bool) -> None:
        self.appendix, self.columns, self.styled = appendix, appendix.columns, styled

    def html(self) -> str:
        headings = "".join(
            f'<th scope="col"{self._class(column)}>{_text(column.heading)}</th>' for column in self.columns
        )
        groups = "".join(self._group(section, rows) for section, rows in by_section(self.appendix.rows))
        return (
            f"<table>\n<caption>{_text(self.appendix.description or self.appendix.title)}</caption>\n{self._widths()}"
            f"<thead>\n<tr>{headings}</tr>\n</thead>\n{groups}</table>\n"
        )

    def _widths(self) -> str:
        total = sum(column.width for column in self.columns)
        columns = "".join(f'<col style="width:{column.width / total:.1%}">' for column in self.columns)
        return f"<colgroup>{columns}</colgroup>\n" if self.styled else ""

    def _group(self, section: Blocks, rows: Iterable[Row]) -> str:
        head = f'<tr><th scope="rowgroup" colspan="{len(self.columns)}">{_blocks(section)}</th></tr>\n'
        return f"<tbody>\n{head if section else ''}{''.join(map(self._row, rows))}</tbody>\n"

    def _row(self, row: Row) -> str:
        first, *others = map(_blocks, row.cells)
        head = f'<th scope="row">{first}</th>' if first else "<td></td>"
        cells = zip(self.columns[1:], others, strict=True)
        return f"<tr>{head}{''.join(self._cell(column, html) for column, html in cells)}</tr>\n"

    def _cell(self, column: Column, html: str) -> str:
        label = f' data-heading="{_text(column.heading)}"' if self.styled else ""  # shown where rows are stacked
        return f"<td{self._class(column)}{label}>{html}</td>"

    def _class(self, column: Column) -> str:
        return ' class="code"' if column.coded and self.styled else ""


def _blocks(blocks: Blocks) -> str:
    """One paragraph alone needs no ``p``."""
    html = blocks_to_html(blocks)
    return html[3:-4] if html.startswith("<p>") and html.find("</p>") == len(html) - 4 else html
