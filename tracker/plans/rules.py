"""An action as plain values, what its state says, and who may do what with a plan."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from tracker.accounts.rules import Deed, Role, fingerprint
from tracker.clock import in_words
from tracker.errors import Conflict, Invalid
from tracker.phrases import Calendar, Understood, understand
from tracker.richtext import paragraphs, parse

TITLE: Final = "Operational Delivery Plan"
REASON_AT_MOST: Final = 1_000

READ = Deed.of("read the delivery plan", [role for role in Role if role is not Role.NETWORK])
READ_HISTORY = Deed.of("read how an action came to say what it says", [Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR])
START = Deed.of("start a delivery plan", [Role.MANAGER])
ADD_ACTION = Deed.of("add an action to the plan", [Role.MANAGER])
SAVE_ACTION = Deed.of("change an action of the plan", [Role.MANAGER, Role.TEAM])
OVERRIDE_RAG = Deed.of("say how an action stands", [Role.MANAGER])
DELETE_ACTION = Deed.of("take an action out of the plan", [Role.MANAGER])


def insist_open(label: str, closed_at: datetime | None, followed_by: str | None) -> None:
    """Raise ``Conflict`` where the plan ``label`` is closed; ``followed_by`` is the label of the plan that followed."""
    if closed_at is None:
        return
    if followed_by is None:
        raise Conflict(f"The plan {label} is closed, and stays as it was then. Nothing of it was changed.")
    raise Conflict(
        f"The plan {label} is closed: {followed_by} took over what it left unfinished. Nothing of {label} was changed. "
        f"Go on in the plan {followed_by}."
    )


class ActionState(StrEnum):
    """How far an action has come."""

    NOT_STARTED = "not started"
    ONGOING = "ongoing"
    COMPLETE = "complete"


class OutcomeResult(StrEnum):
    """What came of an outcome."""

    ACHIEVED = "achieved"
    PARTLY = "partly"
    NOT = "not"


RESULTS = {
    OutcomeResult.ACHIEVED: "Achieved",
    OutcomeResult.PARTLY: "Partly achieved",
    OutcomeResult.NOT: "Not achieved",
}
"""What came of an outcome, as people read it."""


class Rag(StrEnum):
    """How an action stands on a day (what teams call its RAG, red, amber or green), those to look at first first."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    NO_DATE = "no_date"
    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    COMPLETE = "complete"


SOON: Final = 30  # days

RAGS = {
    Rag.OVERDUE: "Overdue",
    Rag.DUE_SOON: f"Due within {SOON} days",
    Rag.NO_DATE: "No date",
    Rag.NOT_STARTED: "Not started",
    Rag.ON_TRACK: "On track",
    Rag.COMPLETE: "Complete",
}
"""How an action stands, as people read it."""


def counted(rags: Iterable[Rag]) -> dict[Rag, str]:
    """How many actions stand in which way, in words ("1 without a date"); what there is none of is left out."""
    counts = Counter(rags)
    words = {rag: f"{name[:1].lower()}{name[1:]}" for rag, name in RAGS.items()} | {Rag.NO_DATE: "without a date"}
    return {rag: f"{counts[rag]} {words[rag]}" for rag in RAGS if counts[rag]}


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stands, and why, in sentences; ``otherwise`` is how it would, where a manager says so instead."""

    rag: Rag
    why: str
    otherwise: "Standing | None" = None

    @property
    def in_words(self) -> str:
        """ "Due within 30 days"."""
        return RAGS[self.rag]

    @property
    def is_override(self) -> bool:
        """Whether a manager says so against what was worked out."""
        return self.otherwise is not None


def standing(
    state: ActionState,
    due: date | None,
    timescale: str,
    rag: Rag | None,
    reason: str | None,
    *,
    today: date,
    calendar: Calendar,
) -> Standing:
    """How an action stands: as a manager says, with the reason; else by its state and the day that it is due.

    One that is complete stands as complete, whatever was said of it before.
    """
    worked_out = _worked_out(state, due, timescale, today, calendar)
    if rag is None or rag is worked_out.rag or worked_out.rag is Rag.COMPLETE:
        return worked_out
    return Standing(rag, reason or "", otherwise=worked_out)


def _worked_out(state: ActionState, due: date | None, timescale: str, today: date, calendar: Calendar) -> Standing:
    if state is ActionState.COMPLETE:
        return Standing(Rag.COMPLETE, "It is complete.")
    if due is None:
        understood = understand(timescale, calendar)
        return Standing(Rag.NO_DATE, "No due day is saved with it." if understood.day else understood.in_words)
    left = (due - today).days
    if left < 0:
        done = "not started" if state is ActionState.NOT_STARTED else "not complete"
        return Standing(Rag.OVERDUE, f"It was due on {in_words(due)}, {_days(-left)} ago, and is {done}.")
    if left <= SOON:
        return Standing(Rag.DUE_SOON, f"It is due {f'in {_days(left)}, on' if left else 'today,'} {in_words(due)}.")
    if state is ActionState.NOT_STARTED:
        return Standing(Rag.NOT_STARTED, f"Nothing is done yet; it is due on {in_words(due)}.")
    return Standing(Rag.ON_TRACK, f"It is under way, and due on {in_words(due)}.")


def rag_seen(rag: Rag | None, reason: str | None) -> str:
    """What a manager has said of how an action stands, as a short sign."""
    return fingerprint(rag or "", reason or "")


def insist_not_complete(now: Standing) -> None:
    """Raise ``Conflict`` for an action that is complete: there is no other way that it stands."""
    if now.rag is Rag.COMPLETE:
        raise Conflict("This action is complete, and stands as that. Change its state first, if it is not so.")


def insist_on_override(now: Standing, rag: Rag | None, reason: str | None) -> None:
    """Raise ``Conflict`` for an action that is complete, ``Invalid`` where ``rag`` says nothing else, or no reason."""
    worked_out = now.otherwise or now
    if rag is None:
        return
    insist_not_complete(worked_out)
    if rag in {worked_out.rag, Rag.COMPLETE}:
        raise Invalid("Choose how it stands other than as worked out; to say that it is complete, change its state.")
    if not reason or len(reason) > REASON_AT_MOST:
        raise Invalid(f"Give a reason, in at most {REASON_AT_MOST:,} characters.")


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class ActionText:
    """All that one line of a plan says.

    ``standards`` are numbers such as "1.6". ``objective``, ``steps``, ``outcomes`` and ``completion`` are in the small
    text format; ``area``, ``who`` and ``timescale`` are plain, as typed. ``due`` is the day that the timescale stands
    for, or another: ``due_corrected`` by hand, or kept from an earlier plan.
    """

    area: str = ""
    standards: tuple[str, ...] = ()
    objective: str = ""
    steps: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    who: str = ""
    timescale: str = ""
    due: date | None = None
    completion: str = ""
    state: ActionState = ActionState.NOT_STARTED
    due_corrected: bool = False


_SAYS_COMPLETE = re.compile(r"(fully )?(completed?|done|achieved|finished)\b", re.IGNORECASE)
_SAYS_OPEN = re.compile(
    r"\b(on-?\s?going|in progress|part(ly|ially)?|not|awaiting|pending|until|to be|still|underway|started|draft"
    r"|continu\w*|no|outstanding|once|when|by|of|except|apart|only|but|expected)\b|[?%]",
    re.IGNORECASE,
)


def state_from(completion: str) -> ActionState:
    """The state that an action's *actual completion* speaks of: empty is not started, a plain "Completed …" complete.

    Everything else is ongoing: an action is open until somebody says clearly that it is not.
    """
    words = completion.strip()
    if not words:
        return ActionState.NOT_STARTED
    if _SAYS_COMPLETE.match(words) and not _SAYS_OPEN.search(words):
        return ActionState.COMPLETE
    return ActionState.ONGOING


def with_due(text: ActionText, calendar: Calendar, *, before: ActionText | None = None) -> ActionText:
    """``text`` with the day that it is due: what its timescale stands for, unless another was typed.

    Left as it was ``before``, a day that was typed then stays, unless the timescale stands for another day by now.
    """
    worked_out = understand(text.timescale, calendar).day
    if before is not None and text.due == before.due:
        is_same = worked_out in {None, understand(before.timescale, calendar).day}
        is_typed = before.due_corrected and before.due is not None and is_same
    else:
        is_typed = text.due not in {None, worked_out}
    return replace(text, due=text.due if is_typed else worked_out, due_corrected=is_typed)


def due_in_words(due: date | None, understood: Understood, *, kept_from: str = "") -> str:
    """When an action is due, beside what its timescale stands for; empty where it is due on no day.

    ``kept_from`` is the label of the earlier plan from whose first day it is counted, where it is from one.
    """
    if due is None:
        return ""
    if due == understood.day:
        return understood.in_words
    if kept_from:
        return f"{in_words(due)}: it is counted from the first day of the plan {kept_from}, in which it was first said."
    stands_for = f". The timescale stands for {understood.in_words}" if understood.day else ", set by hand"
    return f"{in_words(due)}{stands_for}"


NAMES = {
    "area": "Area of work",
    "standards": "Standards",
    "objective": "Task objective",
    "steps": "Steps",
    "outcomes": "Outcomes",
    "who": "Who",
    "timescale": "Timescale",
    "due": "Due date",
    "state": "State",
    "completion": "Actual completion",
}


def differences(mine: ActionText, saved: ActionText) -> list[tuple[str, str]]:
    """Where two texts of an action differ: the field's name, and what is saved, to be shown to a person.

    A day that only one of them has, and that nobody typed, is no difference of its own: the timescales tell it.
    """
    is_typed = mine.due_corrected or saved.due_corrected or (mine.due and saved.due)
    return [
        (heading, _shown(getattr(saved, name)))
        for name, heading in NAMES.items()
        if _shown(getattr(mine, name)) != _shown(getattr(saved, name)) and (name != "due" or is_typed)
    ]


def _shown(value: str | tuple[str, ...] | date | None) -> str:
    if isinstance(value, tuple):
        return "\n".join(shown for shown in map(_shown, value) if shown)
    return in_words(value) if isinstance(value, date) else (value or "").replace("\r\n", "\n").strip()


NAMED_AT_MOST: Final = 100


def named(objective: str, area: str) -> str:
    """An action in a message or a list: its objective in brief, without marks, or else its area of work."""
    return in_brief(" ".join(paragraphs(parse(objective))) or area, NAMED_AT_MOST)


def in_brief(text: str, at_most: int) -> str:
    """``text`` in a line, shortened at a word with "…" where it has more than ``at_most`` characters."""
    line = " ".join(text.split())
    if len(line) <= at_most:
        return line
    words, _, cut = line[: at_most - 1].rpartition(" ")
    return f"{(words or cut).rstrip(' ,;:–-')}…"


def kept_lines(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """For each line of ``after`` the place of the line of ``before`` that it goes on with; ``None`` for a new one.

    The same text is the same line, wherever it moved. Of lines that were replaced by others in their place, those that
    share at least half of their words go together, and then, in their order, those that are alike at all: what was
    ticked is never taken for something else that was not done.
    """
    kept: list[int | None] = [None] * len(after)
    left = list(range(len(before)))
    for new, text in enumerate(after):
        kept[new] = next((old for old in left if before[old] == text), None)
        left = [old for old in left if old != kept[new]]
    for kind, first, end, new_first, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "replace":
            olds = [old for old in left if first <= old < end]
            news = [new for new in range(new_first, new_end) if kept[new] is None]
            for old, new in _paired(before, after, olds, news):
                kept[new] = old
    return kept


def _paired(before: Sequence[str], after: Sequence[str], olds: list[int], news: list[int]) -> Iterator[tuple[int, int]]:
    """Old and new places that go together: the most alike first, then what is left in order."""
    some, others = (
        {place: _words(texts[place]) for place in places} for texts, places in ((before, olds), (after, news))
    )
    alike = {(old, new): _shared(some[old], others[new]) for old in olds for new in news}
    for old, new in sorted((pair for pair in alike if alike[pair] >= ALIKE), key=lambda pair: -alike[pair]):
        if old in olds and new in news:
            olds.remove(old)
            news.remove(new)
            yield old, new
    yield from ((old, new) for old, new in zip(olds, news, strict=False) if _is_like(before[old], after[new]))


ALIKE: Final = 0.5  # of the words of two texts
SAME_LETTERS: Final = 0.7  # of two texts of which one is the other with a slip mended
LOOKED_AT: Final = 200  # characters of each, to tell whether they are alike at all
TELLING: Final = 4  # letters of a word that says what a text is about


def _is_like(one: str, other: str) -> bool:
    """Whether two texts share a telling word, or most of their letters, as where a slip is mended."""
    some, others = ({word for word in _words(text) if len(word) >= TELLING} for text in (one, other))
    letters = SequenceMatcher(None, one[:LOOKED_AT], other[:LOOKED_AT], autojunk=False)
    return bool(some & others) or letters.ratio() >= SAME_LETTERS


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w+", text)}


def _shared(some: set[str], others: set[str]) -> float:
    """How many of the words of two texts are in both, from 0 to 1."""
    return len(some & others) / len(some | others) if some | others else 0
