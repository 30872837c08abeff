"""A weekly letter as plain values: what it says, in which order, and when there is nothing to say."""

import hashlib
import hmac
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.plans.rules import RAGS, Rag, Standing
from tracker.reports.wording import shortened
from tracker.richtext import paragraphs, parse

AT_MOST: Final = 12
"""How many lines of one kind a letter has; it says how many more there are."""

OBJECTIVE_AT_MOST: Final = 100  # characters

LEASE: Final = timedelta(minutes=15)
"""How long a letter is left to whoever began to send it: longer than any mail server is waited for."""

FIRST_LOOK_BACK: Final = timedelta(days=7)
"""How far back what was assigned is new to somebody who had no letter before."""

STOP: Final = "You get this letter once a week at most, and none when there is nothing to say."

To = Callable[[str, Mapping[str, str]], str]
"""The address of a page, by its endpoint and values."""


def sign_of(identifier: uuid.UUID, secret: str) -> str:
    """What makes the link by which a person's letters are stopped one that nobody guesses."""
    return hmac.new(secret.encode(), f"stop letters to {identifier}".encode(), hashlib.sha256).hexdigest()


def is_sign_of(sign: str, identifier: uuid.UUID, secret: str) -> bool:
    """Whether the link is ours."""
    return hmac.compare_digest(sign.encode(), sign_of(identifier, secret).encode())


def monday(day: date) -> date:
    """The Monday of the week in which ``day`` lies."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know: what, how it stands, and the page of it, by endpoint and values."""

    what: str
    how: str
    endpoint: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OwnAction:
    """An open action of whoever the letter is to. ``place`` is its service and plan; ``is_new`` that it became theirs
    since the last letter.
    """

    objective: str
    place: str
    due: date | None
    standing: Standing
    is_new: bool
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind below a heading."""

    heading: str
    lines: tuple[Line, ...]
    is_counted: bool = True

    @property
    def title(self) -> str:
        """The heading as plain text shows it, with how many lines there are."""
        return f"{self.heading.upper()} ({len(self.lines)})" if self.is_counted else self.heading.upper()


@dataclass(frozen=True, slots=True)
class Contents:
    """All that there is to say to somebody: their actions, what they are asked to draft, and how plans stand.

    ``again`` are, to a manager, the accepted gaps whose day has come. ``plans`` has, to a manager, a line for each plan
    that is not closed; ``is_pressing`` whether one of them has an action that is overdue or due soon. ``others`` is how
    many more open actions are theirs.
    """

    overdue: tuple[Line, ...] = ()
    due_soon: tuple[Line, ...] = ()
    new: tuple[Line, ...] = ()
    drafts: tuple[Line, ...] = ()
    again: tuple[Line, ...] = ()
    plans: tuple[Line, ...] = ()
    is_pressing: bool = False
    others: int = 0

    @property
    def sections(self) -> tuple[Section, ...]:
        """What there is, the most urgent first."""
        every = (
            Section("Overdue", self.overdue),
            Section(RAGS[Rag.DUE_SOON], self.due_soon),
            Section("New for you", self.new),
            Section("To draft", self.drafts),
            Section("To look at again", self.again),
            Section(f"How the plan{' stands' if len(self.plans) == 1 else 's stand'}", self.plans, is_counted=False),
        )
        return tuple(section for section in every if section.lines)

    @property
    def is_worth_a_letter(self) -> bool:
        """Whether anything is due, overdue or new. A plan that stands well is told of, but is no reason to write."""
        return any((self.overdue, self.due_soon, self.new, self.drafts, self.again, self.is_pressing))

    @property
    def subject(self) -> str:
        """What the letter is about, the most urgent first."""
        counts = (
            (self.overdue, "overdue"),
            (self.due_soon, "due soon"),
            (self.new, "new"),
            (self.drafts, "to draft"),
            (self.again, "to look at again"),
        )
        said = [f"{len(lines)} {word}" for lines, word in counts if lines]
        return f"Minimum Standards, your week: {', '.join(said)}" if said else "How your plan stands"


def own_lines(actions: Iterable[OwnAction]) -> Contents:
    """The lines of somebody's own actions, soonest first; each stands once, and says where it is new."""
    overdue: list[Line] = []
    due_soon: list[Line] = []
    new: list[Line] = []
    kinds = {Rag.OVERDUE: overdue, Rag.DUE_SOON: due_soon}
    others = 0
    for action in sorted(actions, key=lambda action: (action.due or date.max, action.objective)):
        kind = kinds.get(action.standing.rag, new)
        if kind is new and not action.is_new:
            others += 1
        else:
            kind.append(_own_line(action, says_new=kind is not new and action.is_new))
    return Contents(tuple(overdue), tuple(due_soon), tuple(new), others=others)


def _own_line(action: OwnAction, *, says_new: bool) -> Line:
    how = f"{action.place}. {'New for you. ' if says_new else ''}{action.standing.why}"
    return Line(f"“{in_a_line(action.objective)}”", how, "delivery.action", action.values)


def in_a_line(text: str) -> str:
    """``text``, in the small text format, as one plain line that is not too long."""
    return shortened(" ".join(paragraphs(parse(text))), OBJECTIVE_AT_MOST) or "An action without an objective"


def is_pressing(rags: Iterable[Rag]) -> bool:
    """Whether one of a plan's actions is overdue, or due soon."""
    return not {Rag.OVERDUE, Rag.DUE_SOON}.isdisjoint(rags)


def body(name: str, contents: Contents, to: To) -> str:
    """The letter to somebody with this name, with the addresses that ``to`` gives."""
    paragraphs = [
        f"Hello {name},",
        "This is what waits for you in the Minimum Standards tracker.",
        *_paragraphs(contents, to),
    ]
    end = f"{STOP} To stop it, or to have it again, sign in here:\n{to('reminders.reminders', {})}"
    return "\n\n".join([*paragraphs, end]) + "\n"


def _paragraphs(contents: Contents, to: To) -> Iterator[str]:
    for section in contents.sections:
        yield section.title
        for line in section.lines[:AT_MOST]:
            yield f"{line.what}\n{line.how}\n{to(line.endpoint, line.values)}"
        if len(section.lines) > AT_MOST:
            yield f"And {len(section.lines) - AT_MOST} more, on your start page:\n{to('home.start', {})}"
    if contents.others:
        several = "s" if contents.others > 1 else ""
        yield f"You have {contents.others} more open action{several} that can wait:\n{to('home.start', {})}"
