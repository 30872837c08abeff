"""Who records what was done about an action, what came of an outcome, and what is offered as actual completion."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from tracker.accounts.rules import Deed, Role
from tracker.errors import Invalid
from tracker.figures import in_digits, number
from tracker.plans.rules import RESULTS, OutcomeResult
from tracker.richtext import paragraphs, parse, plain, to_text

RECORD_PROGRESS = Deed.of("record what was done about an action", [Role.MANAGER, Role.TEAM])
TAKE_OUT_ANY = Deed.of("take out what somebody else noted", [Role.MANAGER])

NOTE_AT_MOST: Final = 5_000
SENTENCE_AT_MOST: Final = 500
COMPLETION_AT_MOST: Final = 20_000

NOT_A_FIGURE: Final = "Enter a number of at most 12 digits, such as 3 or 17.5"
ENDS: Final = ".;,: \n"
"""What a text that goes on does not end with."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What came of an outcome: a word, a sentence, the figure that was the target, and the figure that was reached."""

    result: OutcomeResult | None = None
    sentence: str = ""
    target: Decimal | None = None
    reached: Decimal | None = None

    @property
    def in_words(self) -> str:
        """ "Partly achieved"."""
        return RESULTS[self.result] if self.result else "Not yet said"

    @property
    def in_figures(self) -> str:
        """ "2 of 3"; empty where there are no figures."""
        if self.target is None:
            return "" if self.reached is None else f"{in_digits(self.reached)} reached"
        if self.reached is None:
            return f"target {in_digits(self.target)}"
        return f"{in_digits(self.reached)} of {in_digits(self.target)}"


def figure(text: str) -> Decimal | None:
    """The number that was typed, without a unit; nothing typed is none. Raises ``Invalid``."""
    if not text.strip():
        return None
    try:
        value, unit = number(text)
    except Invalid as error:
        raise Invalid(NOT_A_FIGURE) from error
    if unit:
        raise Invalid(f"{NOT_A_FIGURE}, without “{unit}”")
    return value


def insist_past(day: date, today: date) -> None:
    """Raise ``Invalid`` for a day that is still to come."""
    if day > today:
        raise Invalid("The day must be today or earlier")


def is_all_done(steps: Sequence[date | None]) -> bool:
    """Whether there are steps, of which these are the days on which they were done, and none is left."""
    return bool(steps) and all(steps)


def offered_completion(steps: Iterable[tuple[str, date | None]], outcomes: Iterable[tuple[str, Mark]]) -> str:
    """What an action's *actual completion* could say, as a text of the small format; empty while nothing is done.

    First the steps that are done, each with its day, in the order of those days; then what came of the outcomes; and
    after "On-going:" what is left of both.
    """
    steps, outcomes = list(steps), list(outcomes)
    if not any(day for _, day in steps) and not any(mark.result for _, mark in outcomes):
        return ""
    done = sorted(((day, text) for text, day in steps if day), key=lambda one: one[0])
    said = [_done(text, day) for day, text in done]
    said += [_came_of(text, mark) for text, mark in outcomes if _is_over(mark)]
    left = [_in_a_line(text) for text, day in steps if not day]
    left += [_left_of(text, mark) for text, mark in outcomes if not _is_over(mark)]
    ongoing = f"On-going: {'; '.join(left)}" if left else ""
    words = " ".join([*(f"{one}." for one in said), ongoing]).strip()
    return to_text(plain(words))


def _done(text: str, day: date) -> str:
    """ "New website launched 1.9.22"; a comma keeps the day apart from a number."""
    words = _in_a_line(text)
    return f"{words}{',' if words[-1:].isdigit() else ''} {_short(day)}"


def _is_over(mark: Mark) -> bool:
    return mark.result in {OutcomeResult.ACHIEVED, OutcomeResult.NOT}


def _came_of(text: str, mark: Mark) -> str:
    figures = f" ({mark.in_figures})" if mark.in_figures else ""
    sentence = _in_a_line(mark.sentence)
    if mark.result is OutcomeResult.ACHIEVED and sentence:
        return f"{sentence}{figures}"
    return f"{_in_a_line(text)}: {mark.in_words.lower()}{figures}{f'. {sentence}' if sentence else ''}"


def _left_of(text: str, mark: Mark) -> str:
    told = [mark.in_words.lower() if mark.result else "", mark.in_figures, _in_a_line(mark.sentence)]
    more = ", ".join(filter(None, told))
    return f"{_in_a_line(text)} ({more})" if more else _in_a_line(text)


def _in_a_line(text: str) -> str:
    """The words of a text, the items of its lists with commas between them, and no full stop."""
    line = ""
    for part in paragraphs(parse(text)):
        apart = " " if line.endswith((".", ":", ";", ",", "?", "!")) else ", "
        line = f"{line}{apart}{part}" if line else part
    return line.rstrip(ENDS)


def _short(day: date) -> str:
    """ "1.9.22", as reports write it."""
    return f"{day.day}.{day.month}.{day:%y}"


def differences(mine: Mark, saved: Mark) -> list[tuple[str, str]]:
    """Where what is saved differs from ``mine``: what it is called, and what is saved."""
    both = [
        ("What came of it", mine.in_words, saved.in_words),
        ("In a sentence", mine.sentence, saved.sentence),
        ("Target figure", *("" if one.target is None else in_digits(one.target) for one in (mine, saved))),
        ("Figure reached", *("" if one.reached is None else in_digits(one.reached) for one in (mine, saved))),
    ]
    return [(name, there) for name, typed, there in both if typed != there]
