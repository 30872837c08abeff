"""*You said, we did* as a document of text, all wording settled: Word prints it, and so does a web page."""

from collections.abc import Iterator, Sequence
from html import escape

from tracker.accounts.models import Service
from tracker.richtext import Block, Blocks, Run, blocks_to_html, clean, parse
from tracker.word.appendix import Chapter, Passage, TextDocument
from tracker.you_said.models import YouSaid
from tracker.you_said.rules import TITLE

LEAD = "What families and others told us, what we did about it, and what came of it."


def lines_document(service: Service, lines: Sequence[YouSaid]) -> TextDocument:
    """One chapter, in which each line has a passage for what was said, done and achieved."""
    return TextDocument(
        title=f"{service.name}: {TITLE[0].lower()}{TITLE[1:]}",
        author=service.name,
        running_title=TITLE,
        keywords="you said, we did, feedback",
        parts=(Chapter(TITLE, (Passage("", _lead()), *_passages(lines))),),
    )


def fragment(document: TextDocument) -> str:
    """The document as HTML to paste into a page that has its own h1 and style: no ids, no script, headings from h2."""
    return "".join(_html(document))


def _html(document: TextDocument) -> Iterator[str]:
    for chapter in document.parts:
        yield _heading(2, chapter.title)
        for passage in chapter.passages:
            yield _heading(passage.level + 1, passage.heading) if passage.heading else ""
            yield f"{blocks_to_html(passage.blocks)}\n"


def _heading(level: int, text: str) -> str:
    return f"<h{level}>{escape(' '.join(clean(text).split()))}</h{level}>\n"


def _lead() -> Blocks:
    return (Block("paragraph", (Run(LEAD),)),)


def _passages(lines: Sequence[YouSaid]) -> Iterator[Passage]:
    for number, line in enumerate(lines, 1):
        (heading, said), *others = line.parts
        yield Passage(f"{number}. {heading}", parse(said))
        yield from (Passage(heading, parse(text), level=3) for heading, text in others)
