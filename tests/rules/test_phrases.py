"""What timescales stand for, phrase by phrase, in a service whose year starts in April and in one in September."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.clock import in_words
from tracker.phrases import LONGEST, Calendar, understand
from tracker.seasons import TERMS, LastDay, easter

PLAN = {"plan_starts": date(2022, 4, 1), "plan_ends": date(2023, 8, 31)}
APRIL, SEPTEMBER, JANUARY = (Calendar(month, **PLAN) for month in (4, 9, 1))

# A phrase, and the day that it stands for, wherever the year starts; "" where it stands for none.
ANYWHERE = """
Apr 2022 | 2022-04-30
Sept 2022 | 2022-09-30
September 2022 | 2022-09-30
Sep. 2022 | 2022-09-30
Sept '22 | 2022-09-30
feb  2024 | 2024-02-29
by April 2022 | 2022-04-30
in May 2023 | 2023-05-31
end of Apr 2022 | 2022-04-30
by the end of April 2022 | 2022-04-30
end Aug 2026 | 2026-08-31
start of April 2022 | 2022-04-01
mid-March 2023 | 2023-03-15
before the end of April 2022 | 2022-04-30
to be completed by Sept 2022 | 2022-09-30
1.9.22 | 2022-09-01
1/9/2022 | 2022-09-01
03/04/22 | 2022-04-03
1-9-22 | 2022-09-01
2022-09-01 | 2022-09-01
1st September 2022 | 2022-09-01
31 August 2023 | 2023-08-31
September 1st 2022 | 2022-09-01
1 Sept 22 | 2022-09-01
1-Sep-22 | 2022-09-01
the 31st of August 2023 | 2023-08-31
Friday 1 September 2023 | 2023-09-01
by 31.3.23 | 2023-03-31
no later than 31 March 2023 | 2023-03-31
on or before 31 March 2023 | 2023-03-31
w/c 5 September 2022 | 2022-09-11
week ending 9 Sept 2022 | 2022-09-09
Spring 2023 | 2023-05-31
Summer 2023 | 2023-08-31
Autumn 2022 | 2022-11-30
Winter 2022 | 2023-02-28
Winter 2023-24 | 2024-02-29
by summer 2023 | 2023-08-31
Spring term 2023 | 2023-03-31
Spring Term 2022-23 | 2023-03-31
Summer term 2023 | 2023-07-22
end of the summer term 2022/23 | 2023-07-22
by the end of Autumn term 2022-23 | 2022-12-20
2022-23 autumn term | 2022-12-20
Autumn term 22/23 | 2022-12-20
first half of the summer term 2023 | 2023-05-26
second half of summer term 2023 | 2023-07-22
Feb half-term 2023 | 2023-02-14
October half term 2022 | 2022-10-21
by Christmas 2023 | 2023-12-25
Easter 2024 | 2024-03-31
Easter 2026 | 2026-04-05
end of the financial year 2023-24 | 2024-03-31
FY 23/24 | 2024-03-31
academic year 2022-23 | 2023-08-31
end of the school year 2022/2023 | 2023-08-31
end of 2023 | 2023-12-31
2023 | 2023-12-31
during 2023 | 2023-12-31
start of 2023 | 2023-01-01
mid 2023 | 2023-06-30
first half of 2023 | 2023-06-30
March-May 2023 | 2023-05-31
March 2023 to May 2023 | 2023-05-31
from March until May 2023 | 2023-05-31
between March and May 2023 | 2023-05-31
1 to 15 March 2023 | 2023-03-15
1.4.22-31.3.25 | 2025-03-31
Sept/Oct 2022 | 2022-10-31
Nov 2022 - Feb 2023 | 2023-02-28
Autumn 2022 to Summer 2023 | 2023-08-31
ongoing to Aug 2023 | 2023-08-31
within 12 months | 2023-03-31
within a year | 2023-03-31
within six weeks | 2022-05-12
in 3 months | 2022-06-30
within the next 10 days | 2022-04-10
within 18 months of the start of the plan | 2023-09-30
by end of plan | 2023-08-31
end of the plan period | 2023-08-31
Apr 2022 and ongoing | 2022-04-30
Sept 2022 then termly | 2022-09-30
Autumn term 2025, then termly | 2025-12-20
31/08/2023 (annually thereafter) | 2023-08-31
Apr 2022 - on-going | 2022-04-30
Q3 2023-25 |
Q2 |
Q5 2023-24 |
 |
. |
by |
ongoing |
On-going |
on going |
TBC |
T.B.C. |
to be agreed |
annually |
monthly |
each term |
Ongoing, termly |
ASAP |
n/a |
as required |
completed |
April |
Spring |
31 August |
Sept 22 |
Sep-22 |
end of term |
end of the financial year |
financial year 2023 |
academic year 2023 |
Summer 2022-23 |
Summer term 2022-24 |
Easter 2022-23 |
start of the summer term 2023 |
by 2023 |
2022-24 |
31.2.22 |
31 April 2022 |
1.13.22 |
0.1.22 |
29 February 2023 |
Monday 1 September 2023 |
99999/9/2022 |
early 2023 |
late 2023 |
early March 2023 |
about May 2023 |
Sept 2022? |
Sept 2022 or later |
September 2022 onwards |
from Sept 2022 |
termly from Sept 2022 |
before April 2022 |
not before Apr 2022 |
May-March 2023 |
Sept 2022/March 2023 |
Sept 2022 and March 2023 |
Apr 2022; review May 2022 |
Dec 2025 for post, rest Summer 2026 |
Easter 2026 (staff), June 2026 (vols) |
Jan 2027, before budgets are set |
When CYP Adviser in post |
start Sept 2022 |
done 1.9.22 |
completed Sept 2022 |
third half of 2022 |
by 2022-23 |
until 2022-23 |
beginning Sept 2022 |
April 2022 - 2023 |
Sept 2022 to 2023 |
12 months |
within 0 days |
within 12 months of joining the service |
by by Apr 2022 |
end of 1 April 2022 |
plan |
April 1066 |
"""
# A phrase, with the day for a year that starts in April, in September and in January.
BY_THE_YEAR = """
Q1 2023-24 | 2023-06-30 | 2023-11-30 |
by end of Q2 2023-24 | 2023-09-30 | 2024-02-29 |
Quarter 3, 2023/24 | 2023-12-31 | 2024-05-31 |
Q4 23/24 | 2024-03-31 | 2024-08-31 |
second quarter of 2023-24 | 2023-09-30 | 2024-02-29 |
2023-24 Q2 | 2023-09-30 | 2024-02-29 |
Q1-Q3 2023-24 | 2023-12-31 | 2024-05-31 |
Q3 2023 | | | 2023-09-30
last quarter of 2023 | | | 2023-12-31
2022-23 | 2023-03-31 | 2023-08-31 |
end of 2022/23 | 2023-03-31 | 2023-08-31 |
2022-2023 | 2023-03-31 | 2023-08-31 |
2022 to 2024 | | | 2024-12-31
"""


def table(text):
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    return [(row[0], *(date.fromisoformat(day) if day else None for day in row[1:])) for row in rows]


PHRASES = [(phrase, day, day, day) for phrase, day in table(ANYWHERE)] + table(BY_THE_YEAR)


def day_of(phrase, calendar=SEPTEMBER):
    return understand(phrase, calendar).day


@pytest.mark.parametrize(("phrase", "april", "september", "january"), PHRASES)
def test_a_phrase_stands_for_its_day_or_for_none(phrase, april, september, january):
    assert [day_of(phrase, calendar) for calendar in (APRIL, SEPTEMBER, JANUARY)] == [april, september, january]


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("Sept 2022", "30 September 2022: a month stands for its last day."),
        ("Summer 2023", "31 August 2023: the service’s last day of summer."),
        ("Summer term 2023", "22 July 2023: the service’s last day of the summer term."),
        ("Easter 2024", "31 March 2024: Easter Sunday."),
        ("by Christmas 2023", "25 December 2023: the service’s day for Christmas."),
        (
            "Q2 2023-24",
            "29 February 2024: a quarter stands for its last day, in the service’s year, which starts in September.",
        ),
        ("within 6 weeks", "12 May 2022: it is counted from the plan’s first day, 1 April 2022."),
        ("March–May 2023", "31 May 2023: a stretch of time stands for its end; a month stands for its last day."),
        ("Apr 2022 then termly", "30 April 2022: a month stands for its last day; it goes on after that."),
        ("On-going", "No date understood: “On-going” names no day."),
        ("TBC", "No date understood: “TBC” says that a day is still to be agreed."),
        ("Annually", "No date understood: “Annually” says how often, not by when."),
        ("Spring", "No date understood: “Spring” names no year."),
        ("by 2023", "No date understood: “by 2023” may mean its first day or its last."),
        ("Early 2023", "No date understood: “Early 2023” is not exact."),
        ("Monday 1 September 2023", "No date understood: 1 September 2023 is a Friday."),
        ("31.2.22", "No date understood: there is no day 31.2.22."),
        ("May–March 2023", "No date understood: “May–March 2023” would end before it begins."),
        ("Summer 2022-23", "No date understood: “Summer 2022-23” is not certain: Summer 2023 would be."),
        (
            "Q2 2023",
            "No date understood: a quarter is one of the service’s year, which starts in September: Q2 2023-24 would be"
            " understood.",
        ),
        ("When in post", "No date understood: “When in post” is not a time that the tracker knows."),
        (" ", "No date understood: there is no timescale."),
    ],
)
def test_the_rule_is_said_in_words(phrase, words):
    assert understand(phrase, SEPTEMBER).in_words == words


def test_a_service_has_days_of_its_own():
    own = {"summer_term": LastDay(7, 18), "winter": LastDay(12, 31), "easter": LastDay(4, 1)}
    ours = Calendar(9, own)
    phrases = ("Summer term 2023", "Winter 2022", "Easter 2024", "Summer 2023")
    days = [date(2023, 7, 18), date(2022, 12, 31), date(2024, 4, 1), date(2023, 8, 31)]
    assert [day_of(phrase, ours) for phrase in phrases] == days
    assert understand("Easter 2024", ours).why == "the service’s day for Easter"


def test_without_a_plan_nothing_is_counted_from_its_first_day():
    assert [day_of(phrase, Calendar(9)) for phrase in ("within 12 months", "by end of plan")] == [None, None]


def test_a_month_is_counted_to_the_day_before_the_same_day_or_to_its_last():
    ends = [day_of("within 1 month", Calendar(9, plan_starts=day)) for day in (date(2023, 1, 15), date(2023, 1, 31))]
    assert ends == [date(2023, 2, 14), date(2023, 2, 28)]


EASTERS = ["1999-04-04", "2008-03-23", "2011-04-24", "2022-04-17", "2023-04-09", "2025-04-20", "2038-04-25"]


@pytest.mark.parametrize("day", EASTERS)
def test_easter_is_on_the_sunday_that_it_was_on(day):
    assert easter(int(day[:4])).isoformat() == day


@given(st.integers(1990, 2200))
def test_easter_is_always_a_sunday_of_spring(year):
    day = easter(year)
    assert (day.weekday(), date(year, 3, 22) <= day <= date(year, 4, 25)) == (6, True)


@given(st.text() | st.text(alphabet="apr sept 2022-3/.'q(1)to&by end of summer term –;?", max_size=60))
def test_no_text_is_too_odd(text):
    for calendar in (APRIL, JANUARY, Calendar(9)):
        assert understand(text, calendar).why


phrases = st.sampled_from([phrase for phrase, *_ in PHRASES])


@given(phrases, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_capitals_do_not_matter(phrase, change):
    assert day_of(change(phrase)) == day_of(phrase)


@given(phrases, st.text(" \t\r\n\u00a0", max_size=4), st.sampled_from(["\u00a0", "\n", "  ", " \u00a0 "]))
def test_spaces_of_any_kind_do_not_matter(phrase, around, between):
    assert day_of(around + phrase.replace(" ", between) + around) == day_of(phrase)


@given(phrases, st.sampled_from("‐‑‒–—−"), st.sampled_from(["", ".", " ."]))
def test_other_dashes_and_a_last_full_stop_do_not_matter(phrase, dash, stop):
    assert day_of(phrase.replace("-", dash).replace("'", "’") + stop) == day_of(phrase)


@given(phrases)
def test_what_is_understood_twice_gives_the_same(phrase):
    once = understand(phrase, APRIL)
    assert understand(phrase, APRIL) == once
    if once.day:
        assert day_of(in_words(once.day), APRIL) == once.day


@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_a_day_in_words_stands_for_itself(day):
    assert day_of(in_words(day)) == day_of(f"{day.day}/{day.month}/{day.year}") == day
    assert day_of(f"{day:%B %Y}") >= day


@pytest.mark.parametrize("key", TERMS)
def test_each_word_of_the_table_is_understood_by_every_name_that_it_has(key):
    term, own = TERMS[key], {key: LastDay(6, 1)}
    year = "2023" if term.plain else "2022-23"
    for said in term.said:
        assert day_of(f"by the end of {said} {year}", Calendar(9, own)) in {date(2023, 6, 1), date(2022, 6, 1)}


def test_a_timescale_that_goes_on_and_on_is_not_looked_into():
    assert day_of("Sept 2022 " + "and so on " * LONGEST) is None
    assert day_of("1-" * 5_000) is None


@given(st.integers(1, 99), st.sampled_from(["days", "weeks", "months", "years"]))
def test_what_is_counted_ends_after_the_plan_begins(count, unit):
    assert day_of(f"within {count} {unit}") >= PLAN["plan_starts"] + timedelta(days=count - 1)
