"""Timescales as people say them ("Sept 2022", "by end of Q2 2023-24"): the day that each stands for, and why.

Everything is by a stated rule; what is half understood, may mean two things or contradicts itself is not understood.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tracker import dates
from tracker.clock import in_words
from tracker.seasons import TERMS, LastDay

LONGEST: Final = 200  # characters; no timescale that is understood has more


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a service means by its words: the month its year starts in, its own days of ``TERMS``, its plan's period."""

    year_starts: int
    days: Mapping[str, LastDay] = field(default_factory=lambda: MappingProxyType({}))
    plan_starts: date | None = None
    plan_ends: date | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """The day that a timescale stands for, or ``None``; ``why``, as part of a sentence without its full stop.

    ``is_counted`` says that it is counted from the first day of the plan, and so another in another plan.
    """

    day: date | None
    why: str
    is_counted: bool = False

    @property
    def in_words(self) -> str:
        """ "31 August 2023: the service’s last day of summer.", "No date understood: “TBC” names no day."."""
        return f"{in_words(self.day) if self.day else 'No date understood'}: {self.why}."


def understand(timescale: str, calendar: Calendar) -> Understood:
    """The day that ``timescale`` stands for, where all of it is understood, and by which rule; or why none."""
    said = " ".join(timescale.split())
    if not said:
        return Understood(None, "there is no timescale")
    words = _folded(timescale[: LONGEST * 4])
    if len(words) > LONGEST:
        return Understood(None, f"a timescale of more than {LONGEST} characters is not looked into")
    understood = _all_of(words, calendar) or Understood(None, _why_not(words, said, calendar))
    return replace(understood, why=understood.why.replace(f"“{words}”", f"“{said}”"))


_SAME: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("‘’", "'") | dict.fromkeys(",()", " "))
_ONE_SPELLING: Final = (
    (re.compile(r"\bon[- ]going\b"), "ongoing"),
    (re.compile(r"\bhalf-term\b"), "half term"),
    (re.compile(r"\bquarter ([1-4])\b"), r"q\1"),
)
_STOP = re.compile(r"(?<![0-9])\.|\.(?![0-9])")


def _folded(text: str) -> str:
    """``text`` in small letters and plain signs, without the full stops, commas and brackets that say nothing."""
    plain = unicodedata.normalize("NFKC", text.translate(_SAME)).casefold()
    words = " ".join(_STOP.sub(" ", plain).split())
    for pattern, plainer in _ONE_SPELLING:
        words = pattern.sub(plainer, words)
    return words


_OFTEN = (
    r"(?:daily|weekly|fortnightly|monthly|termly|quarterly|yearly|annual(?:ly)?"
    r"|(?:each|every) (?:week|month|term|year))"
)
_OPEN = rf"(?:ongoing|continuous(?:ly)?|continuing|rolling|regularly|as (?:needed|required)|{_OFTEN})"
_TAIL = re.compile(
    r"(.+?)(?: ?[-;&+/] ?| )(?:and |then |and then )?(?:reviewed |review |repeated )?"
    rf"{_OPEN}(?: thereafter| afterwards)?"
)
_NO_DAY: Final = (
    (re.compile(_OFTEN), "says how often, not by when"),
    (re.compile(r"(?:early|late|about|around|circa|approx\w*) .+|.+\?"), "is not exact"),
    (re.compile(r"tb[acd]|to be (?:confirmed|agreed|decided|arranged)"), "says that a day is still to be agreed"),
    (
        re.compile(
            rf"{_OPEN}|asap|as soon as possible|immediate(?:ly)?|urgent(?:ly)?|now|n/?a|none|-|complete[d]?|done"
        ),
        "names no day",
    ),
)


def _all_of(words: str, calendar: Calendar) -> Understood | None:
    """What ``words`` stand for, with what goes on after it, or over a stretch of time."""
    for pattern, why in _NO_DAY:
        if pattern.fullmatch(words):
            return Understood(None, f"“{words}” {why}")
    if tail := _TAIL.fullmatch(words):
        first = _all_of(tail[1], calendar)
        return replace(first, why=f"{first.why}; it goes on after that") if first and first.day else first
    return _one(words, calendar) or _stretch(words, calendar)


_LEAD = re.compile(
    r"(?:(?:to be (?:completed?|done|in place)|due|in place|(?:completed?|done)(?= by )) )?"
    r"(?P<how>on or before |by |at |on |in |during |until |till |up to |no later than |not later than "
    r"|before (?=the end|end))?"
    r"(?:the )?(?:(?P<edge>end(?: of)?|(?:start|beginning|middle) of) |(?P<mid>mid)[- ])?(?:the )?(?P<rest>.+)"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A time that is to be understood: what was found of it, where in it ("end", "start", "mid"), after which word."""

    found: re.Match[str]
    edge: str
    how: str
    calendar: Calendar

    def __getitem__(self, group: str) -> str:
        return self.found.groupdict().get(group) or ""


def _one(words: str, calendar: Calendar) -> Understood | None:
    """What ``words`` stand for, if they name one time."""
    if span := _SPAN.fullmatch(words):
        return _counted(_Said(span, "", "", calendar))
    lead = _LEAD.fullmatch(words)
    if lead is None:
        return None
    said = (lead["edge"] or lead["mid"] or "").removesuffix(" of")
    edge = {"beginning": "start", "middle": "mid"}.get(said, said)
    for pattern, read in _READERS:
        if found := pattern.fullmatch(lead["rest"]):
            return read(_Said(found, edge, (lead["how"] or "").strip(), calendar))
    return None


_BETWEEN = re.compile(r" (?:to|until|till) | ?- ?|/")


def _stretch(words: str, calendar: Calendar) -> Understood | None:
    """What a stretch of time stands for ("March-May 2023"): its end."""
    words = re.sub(r"^between (.+) and ", r"\1 to ", re.sub(r"^from (?=.+ (?:to|until|till) )", "", words))
    for between in _BETWEEN.finditer(words):
        left, right = words[: between.start()], words[between.end() :]
        end = _one(right, calendar)
        if end is None or end.day is None:
            continue
        if re.fullmatch(_YEAR, right) and not (calendar.year_starts == 1 and re.fullmatch(_YEAR, left)):
            return Understood(None, f"“{words}” may end with {right} or within it")
        if left in {"ongoing", "now"} and between[0].strip().isalpha():
            return replace(end, why=f"a stretch of time stands for its end; {end.why}")
        starts = [start for start in _starts(left, right, calendar, shared=between[0] == "/") if start]
        if starts and starts[0] < end.day:
            return replace(end, why=f"a stretch of time stands for its end; {end.why}")
        if starts:
            return Understood(None, f"“{words}” would end before it begins")
    return None


def _starts(left: str, right: str, calendar: Calendar, *, shared: bool) -> Iterator[date | None]:
    """The days that ``left`` may stand for: as it stands, unless month or year must be ``shared``, or with those."""
    last = right.split()
    for count in range(1 if shared else 0, min(len(last), 4)):
        start = _one(" ".join([left, *last[len(last) - count :]]), calendar)
        yield start.day if start else None


_MONTH = rf"(?P<month>{dates.MONTH})"
_YEAR = r"(?:19|20|21)[0-9]{2}"
_WHEN = rf"(?:(?P<first>(?:20)?[0-9]{{2}}) ?[-/] ?(?P<second>(?:20)?[0-9]{{2}})|(?P<year>{_YEAR}|'[0-9]{{2}}))"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = rf"(?:(?:(?P<week>w/c|week (?:commencing|beginning))|w/e|week ending) )?(?:(?P<weekday>{'|'.join(_DAYS)}) )?"
_NTH = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {"a": 1, "an": 1} | {word: number for number, word in enumerate(_NUMBERS, 1)}
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}


def _year_of(said: _Said) -> int | None:
    """The one year that is named; that of '22 is 2022."""
    text = said["year"].lstrip("'")
    return (int(text) + 2000 if len(text) == 2 else int(text)) if text else None


def _years_of(said: _Said) -> int | None:
    """The first of the two years that are named, if the second follows it."""
    if not said["first"]:
        return None
    first, second = (int(said[name][-2:]) for name in ("first", "second"))
    return 2000 + first if first + 1 == second else None


def _a_day(said: _Said) -> Understood | None:
    month = said["month"]
    number = dates.MONTHS[month] if month in dates.MONTHS else int(month)
    if said.edge:
        return None
    try:
        day = date(_year_of(said) or 0, number, int(said["day"]))
    except ValueError:
        return Understood(None, f"there is no day {said.found[0]}")
    if said["weekday"] and _DAYS[day.weekday()] != said["weekday"]:
        return Understood(None, f"{in_words(day)} is a {day:%A}")
    if said["week"]:
        return Understood(day + timedelta(days=6), "a week stands for its seventh day")
    return Understood(day, "the day is given")


def _a_month(said: _Said) -> Understood | None:
    last = dates.last_day(_year_of(said) or 0, dates.MONTHS[said["month"]])
    if said.edge == "start":
        return Understood(last.replace(day=1), "the start of a month stands for its first day")
    if said.edge == "mid":
        return Understood(last.replace(day=15), "the middle of a month stands for its 15th day")
    return Understood(last, "a month stands for its last day")


def _a_term(said: _Said) -> Understood | None:
    key = _TERM_SAID[said["term"]]
    term, own = TERMS[key], said.calendar.days.get(key)
    one, two = _year_of(said), _years_of(said)
    if said.edge in {"start", "mid"}:
        return Understood(None, f"the service’s {term.last_of} is known, and no other of it")
    if one is not None and term.plain:
        day = term.last(one, own)
    elif two is not None and term.split is not None:
        day = term.last(two + term.split, own)
    else:
        return Understood(None, f"“{said.found[0]}” is not certain: {term.how_named}")
    return Understood(day, f"the service’s {term.last_of}" if own or term.day else "Easter Sunday")


def _a_quarter(said: _Said) -> Understood | None:
    number = int(said["number"] or 0) or _ORDINALS[said["ordinal"]]
    starts = said.calendar.year_starts
    year = _year_of(said) if starts == 1 else _years_of(said)
    if said.edge in {"start", "mid"}:
        return Understood(None, "a quarter stands for its last day only")
    if year is None:
        named = "Q2 2023" if starts == 1 else "Q2 2023-24"
        why = f"a quarter is one of the service’s year, which starts in {_name(starts)}: {named} would be understood"
        return Understood(None, why)
    months = starts - 1 + 3 * number  # since January, until it is over
    day = dates.last_day(year + (months - 1) // 12, (months - 1) % 12 + 1)
    return Understood(day, f"a quarter stands for its last day, in the service’s year, which starts in {_name(starts)}")


def _a_half(said: _Said) -> Understood | None:
    place = _ORDINALS[said["ordinal"]]
    if place > 2 and said["ordinal"] != "last":
        return None
    month = 6 if place == 1 else 12
    half = Understood(dates.last_day(int(said["year"]), month), "half a year stands for its last day")
    return None if said.edge in {"start", "mid"} else half


def _a_year(said: _Said) -> Understood | None:
    starts, one = said.calendar.year_starts, _year_of(said)
    if one is not None and said.edge == "start":
        return Understood(date(one, 1, 1), "the start of a year stands for its first day")
    if one is not None and said.edge == "mid":
        return Understood(date(one, 6, 30), "the middle of a year stands for 30 June")
    if said.how and not said.edge and said.how not in {"in", "during"}:
        return Understood(None, f"“{said.how} {said.found[0]}” may mean its first day or its last")
    if one is not None:
        return Understood(date(one, 12, 31), "a year stands for its last day")
    two = _years_of(said)
    if two is None or starts == 1 or said.edge in {"start", "mid"}:
        return Understood(None, f"“{said.found[0]}” is no year of this service")
    day = date(two + 1, starts, 1) - timedelta(days=1)
    return Understood(day, f"the service’s year, which starts in {_name(starts)}, stands for its last day")


def _the_plan(said: _Said) -> Understood | None:
    if said.edge != "end":
        return None
    if said.calendar.plan_ends is None:
        return Understood(None, "it is the last day of a plan")
    return Understood(said.calendar.plan_ends, "the plan’s last day")


def _counted(said: _Said) -> Understood | None:
    """A number of days, weeks, months or years from the plan's first day, which is counted."""
    start = said.calendar.plan_starts
    if start is None:
        return Understood(None, "it is counted from the first day of a plan", is_counted=True)
    count = int(said["count"]) if said["count"].isdecimal() else _COUNTS[said["count"]]
    days = {"day": count, "week": 7 * count}
    day = start + timedelta(days=days[said["unit"]] - 1) if said["unit"] in days else _months_on(start, said, count)
    return Understood(day, f"it is counted from the plan’s first day, {in_words(start)}", is_counted=True)


def _months_on(start: date, said: _Said, count: int) -> date:
    months = start.month + count * (12 if said["unit"] == "year" else 1)
    last = dates.last_day(start.year + (months - 1) // 12, (months - 1) % 12 + 1)
    return last if start.day > last.day else last.replace(day=start.day) - timedelta(days=1)


def _name(month: int) -> str:
    return f"{date(2000, month, 1):%B}"


_SPAN = re.compile(
    rf"(?:with)?in (?:the )?(?:next |first )?(?P<count>[1-9][0-9]?|{'|'.join(_COUNTS)}) (?P<unit>day|week|month|year)s?"
    r"(?: (?:of|from|after) (?:the )?(?:start of (?:the )?)?plan(?:'s)?(?: start(?:ing)?)?)?"
)
_TERM_SAID: Final = {said: key for key, term in TERMS.items() for said in term.said}
_TERM = rf"(?P<term>{'|'.join(sorted(_TERM_SAID, key=len, reverse=True))})"
_ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS)})"
_QUARTER = rf"(?:q ?(?P<number>[1-4])|{_ORDINAL} quarter)"
_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[_Said], Understood | None]], ...]] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"{_WEEKDAY}{_NTH}(?: of)?[ -]?{_MONTH}[ -]?(?P<year>{_YEAR}|'?[0-9]{{2}})", _a_day),
        (rf"{_WEEKDAY}{_MONTH} {_NTH} (?P<year>{_YEAR})", _a_day),
        (rf"{_WEEKDAY}{_NTH}(?P<sign>[/.-])(?P<month>[0-9]{{1,2}})(?P=sign)(?P<year>{_YEAR}|[0-9]{{2}})", _a_day),
        (rf"(?P<year>{_YEAR})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})", _a_day),
        (rf"{_MONTH}(?: of)?[ -]?(?P<year>{_YEAR}|'[0-9]{{2}})", _a_month),
        (rf"{_TERM}(?: of)?(?: the)? ?{_WHEN}", _a_term),
        (rf"{_WHEN} {_TERM}", _a_term),
        (rf"{_QUARTER}(?: of)?(?: the)? {_WHEN}", _a_quarter),
        (rf"{_WHEN} {_QUARTER}", _a_quarter),
        (rf"{_ORDINAL} half of (?P<year>{_YEAR})", _a_half),
        (rf"(?:calendar year )?(?P<year>{_YEAR})", _a_year),
        (r"(?:service(?:'s)? year )?(?P<first>20[0-9]{2}) ?[-/] ?(?P<second>(?:20)?[0-9]{2})", _a_year),
        (r"plan(?: period)?", _the_plan),
    )
)


def _why_not(words: str, said: str, calendar: Calendar) -> str:
    """Why no day is understood: all but the year is, or nothing is known like it."""
    with_year = (_one(f"{words} {year}", calendar) for year in ("2022", "2022-23"))
    if any(understood and understood.day for understood in with_year):
        return f"“{said}” names no year"
    return f"“{said}” is not a time that the tracker knows"
