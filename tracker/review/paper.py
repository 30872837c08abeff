"""The whole pack as a document of text, all wording and order settled: Word prints it, and so does a web page."""

from collections.abc import Iterator, Mapping, Sequence

from tracker import clock
from tracker.accounts.models import Person
from tracker.assessments.models import Assessment, Rating
from tracker.evidence.models import Evidence
from tracker.figures import printed
from tracker.plans.models import Action
from tracker.reports.glossary import entries
from tracker.review import rules
from tracker.review.queries import Asked
from tracker.review.sheets import Sheet
from tracker.richtext import Block, Blocks, Run, paragraphs, parse, plain
from tracker.word.appendix import Chapter, Passage, TextDocument

MEANINGS = "What the short forms mean"
BOX = "\N{BALLOT BOX}"


def pack_document(
    assessment: Assessment, sheets: Sequence[Sheet], managers: Sequence[Person], own: Mapping[str, str]
) -> TextDocument:
    """How to use it, then a chapter a standard, with a place to say what one thinks, and what short forms mean.

    ``managers`` have it back; ``own`` has what abbreviations mean in the service itself.
    """
    framework, label = assessment.framework, assessment.label
    short = short_forms(sheets, own)
    return TextDocument(
        title=f"{assessment.service_name}: review pack {label}",
        author=assessment.service_name,
        running_title=f"Review pack {label}",
        keywords=f"{framework.title}, {framework.version}, {label}",
        parts=(
            _how_to_use(assessment, len(sheets), managers),
            *(_standard(sheet) for sheet in sheets),
            *([_meanings(short)] if short else []),
        ),
    )


def short_forms(sheets: Sequence[Sheet], own: Mapping[str, str]) -> list[tuple[str, str]]:
    """The abbreviations on these sheets, with what they mean."""
    texts = (text for sheet in sheets for text in _texts(sheet))
    return entries((line for text in texts for line in paragraphs(parse(text))), own)


def _texts(sheet: Sheet) -> Iterator[str]:
    """All that was written of a standard."""
    yield from (sheet.rating.standard.text, sheet.rating.notes, sheet.rating.no_action_reason or "")
    yield from (item.title for item in sheet.evidence)
    for action in sheet.actions:
        yield from (action.objective, action.who, action.timescale, action.completion)
    if sheet.last_year:
        yield sheet.last_year.notes


def _meanings(short: Sequence[tuple[str, str]]) -> Chapter:
    lines = tuple(Block("bullet", (Run(f"{one}: ", bold=True), Run(meaning))) for one, meaning in short)
    return Chapter(MEANINGS, (Passage("", lines),))


def _how_to_use(assessment: Assessment, standards: int, managers: Sequence[Person]) -> Chapter:
    group, days = assessment.service.advisory_body, assessment.period.days
    asked = (
        f"{assessment.service_name} has looked at its own work from {days}, and rated it against {standards} national "
        f"standards for services like this one. As a member of the {group} you are asked to read each rating, and to "
        "say that you agree or that you have a question."
    )
    long = (
        f"It takes about {standards * rules.MINUTES_EACH} minutes. Each standard begins a page. At its end, tick one "
        "of the two boxes; if you have a question, write it below. You need not do all of it in one go."
    )
    seen = (
        f"What you say is seen, with your name, by the service’s manager and team and by the other members of the "
        f"{group}, and by nobody else."
    )
    scale = [
        Block("bullet", (Run(f"{one.label}: ", bold=True), Run(one.meaning))) for one in assessment.framework.ratings
    ]
    return Chapter(
        f"Review pack {assessment.label}",
        (
            Passage("What you are asked to do", _lines(asked, long)),
            Passage("What the ratings mean", tuple(scale)),
            Passage("Who sees what you say", _lines(seen)),
            Passage("When you have done", _lines(_send_back(managers))),
            Passage("Your name", _lines("Name:")),
        ),
    )


def _send_back(managers: Sequence[Person]) -> str:
    if not managers:
        return "Give or send it back to the service."
    return f"Give or send it back to {' or '.join(f'{one.name} ({one.email})' for one in managers)}."


def _standard(sheet: Sheet) -> Chapter:
    standard = sheet.rating.standard
    passages = [
        Passage("What the standard says", parse(standard.text)),
        Passage("How the service has rated itself", _rated(sheet.rating)),
        Passage("Why", parse(sheet.rating.notes) or _lines("The service has written nothing here.")),
        Passage("What shows it", _evidence(sheet.evidence)),
        *_planned(sheet),
        *_a_year_ago(sheet.last_year),
        *_asked(sheet.asked),
        Passage("What do you think?", _lines(f"{BOX} I agree", f"{BOX} My question:")),
    ]
    return Chapter(f"{standard.number} {standard.short_title}".strip(), tuple(passages))


def _rated(rating: Rating) -> Blocks:
    if rating.entry is None:
        return _lines("The service has not rated this yet.")
    return (Block("paragraph", (Run(f"{rating.entry.label}. ", bold=True), Run(rating.entry.meaning))),)


def _evidence(items: Sequence[Evidence]) -> Blocks:
    if not items:
        return _lines("Nothing was added to show this.")
    return tuple(Block("bullet", (Run(_item(item)),)) for item in items)


def _item(item: Evidence) -> str:
    about = f"{item.title} ({item.kind.value}, {clock.in_words(item.speaks_of)})"
    return f"{about}: {printed(item.figure)}" if item.figure else about


def _planned(sheet: Sheet) -> Iterator[Passage]:
    heading, reason, until = (
        "What the service will do about it",
        sheet.rating.no_action_reason,
        sheet.rating.no_action_until,
    )
    if not sheet.actions:
        again = f" To be looked at again on {clock.in_words(until)}." if until else ""
        why = f" The service says why: {reason}{again}" if reason else ""
        yield Passage(heading, _lines(f"No action is planned for this standard.{why}"))
        return
    yield Passage(heading, ())
    for number, action in enumerate(sheet.actions, 1):
        yield Passage(f"Action {number}", _action(action), level=3)


def _action(action: Action) -> Blocks:
    return (
        *parse(action.objective),
        *_named("Who does it", plain(action.who)),
        *_named("By when", plain(action.timescale)),
        *_named("Done so far", parse(action.completion)),
    )


def _named(name: str, text: Blocks) -> Blocks:
    """The text with its name before it, on the same line where it begins with a paragraph."""
    first, *others = text or _lines("Nothing is written yet.")
    begin = Run(f"{name}: ", bold=True)
    if first.kind == "paragraph":
        return (Block("paragraph", (begin, *first.runs)), *others)
    return (Block("paragraph", (begin,)), first, *others)


def _a_year_ago(rating: Rating | None) -> Iterator[Passage]:
    if rating:
        code = _lines(rating.entry.label if rating.entry else "Not rated")
        yield Passage(f"The year before ({rating.assessment.label})", (*code, *parse(rating.notes)))


def _asked(asked: Sequence[Asked]) -> Iterator[Passage]:
    if asked:
        blocks = [block for one in asked for block in _question(one)]
        yield Passage("Questions so far", tuple(blocks))


def _question(asked: Asked) -> Iterator[Block]:
    yield from _named("A member asked" if asked.query.is_open else "A member asked (closed)", parse(asked.query.text))
    for given in asked.answers:
        yield from _named("The service answered", parse(given.answer.text))


def _lines(*lines: str) -> Blocks:
    return tuple(Block("paragraph", (Run(line),)) for line in lines)
