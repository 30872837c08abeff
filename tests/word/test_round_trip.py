"""Whatever people write comes back from Word as it was, also through a reader that is not ours."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.test_richtext import BLOCKS
from tracker.accounts.rules import Period
from tracker.assessments.models import Assessment, Rating
from tracker.plans.models import Action, Outcome, Plan, Step
from tracker.plans.rules import ActionState
from tracker.reports.appendices import appendices
from tracker.reports.queries import Year
from tracker.reports.reading import read_appendices
from tracker.richtext import Block, Run, listed, paragraphs, parse, to_text
from tracker.standards.changes import _framework
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read
from tracker.word.writer import write


def begun_with_a_letter(blocks):
    """``blocks`` whose lines all begin with a letter: none is taken for a typed list, as "1." rightly would be."""
    return [
        replace(block, runs=(Run("w"), *(replace(run, text=run.text.replace("\n", "\nw")) for run in block.runs)))
        for block in blocks
    ]


AT = datetime(2022, 10, 12, tzinfo=UTC)
NUMBERS = list(shipped_framework().standards)
LONG = st.lists(
    st.sampled_from(["word ", "wörter ", "😀 ", "שלום ", "non\u2011breaking "]), min_size=60, max_size=400
).map("".join)
TEXTS = (
    st.one_of(BLOCKS, LONG.map(lambda text: [Block("paragraph", (Run(text),))])).map(begun_with_a_letter).map(to_text)
)
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30).map(lambda text: text.strip())
LINES = st.lists(LINE.filter(bool), max_size=3).map("\n".join)
AREAS = st.text(st.sampled_from("abcdefg &,-’"), max_size=30).map(lambda text: text.strip())
ACTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "area": AREAS,
            "objective": TEXTS.filter(lambda text: bool(parse(text))),
            "steps": st.lists(TEXTS, max_size=3),
            "outcomes": st.lists(TEXTS, max_size=3),
            "who": LINES,
            "timescale": LINES,
            "completion": TEXTS,
            "standards": st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3, unique=True).map(sorted),
        }
    ),
    max_size=4,
)


def year(notes, codes, actions):
    """A year of plain objects, in no database."""
    framework = _framework(shipped_framework())
    standards = {standard.number: standard for section in framework.sections for standard in section.standards}
    entries = {entry.code: entry for entry in framework.ratings}
    period = Period("2021-22", date(2021, 9, 1), date(2022, 8, 31))
    days = {"label": period.label, "starts": period.starts, "ends": period.ends}
    assessment = Assessment(**days, as_at=period.ends, service_name="Lantern", framework=framework)
    ratings = []
    for standard, text, code in zip(standards.values(), notes, codes, strict=True):
        rating = Rating(assessment=assessment, standard=standard, code=code, notes=text)
        rating.__dict__["entry"] = entries.get(code)
        ratings.append(rating)
    plan = Plan(**days, title="Operational Delivery Plan")
    planned = [
        Action(
            area=entry["area"],
            objective=entry["objective"],
            who=entry["who"],
            timescale=entry["timescale"],
            completion=entry["completion"],
            state=ActionState.ONGOING,
            standards=[standards[number] for number in entry["standards"]],
            steps=[Step(text=text) for text in entry["steps"] if text],
            outcomes=[Outcome(text=text) for text in entry["outcomes"] if text],
        )
        for entry in actions
    ]
    return Year(assessment, ratings, plan, planned)


@settings(max_examples=40)
@given(
    st.lists(TEXTS, min_size=20, max_size=20),
    st.lists(st.sampled_from(["C", "P/C", None]), min_size=20, max_size=20),
    ACTIONS,
)
def test_what_is_exported_is_read_back_the_same(notes, codes, actions):
    content = write(appendices(year(notes, codes, actions)), at=AT)
    reading = read_appendices(read(content), shipped_framework())
    assert [rating.number for rating in reading.ratings] == NUMBERS
    assert [rating.code for rating in reading.ratings] == codes
    assert [rating.notes for rating in reading.ratings] == [parse(text) for text in notes]
    for action, entry in zip(reading.actions, actions, strict=True):
        assert action.standards == tuple(entry["standards"])
        assert action.text.area == entry["area"]
        assert action.objective == parse(entry["objective"])
        assert action.completion == parse(entry["completion"])
        assert action.steps == listed(entry["steps"])
        assert action.outcomes == listed(entry["outcomes"])
        assert (folded(action.who), folded(action.timescale)) == (folded(entry["who"]), folded(entry["timescale"]))
    assert through_python_docx(content) == [
        *([hyphened(" ".join(paragraphs(parse(text))))] for text in notes),
        *([hyphened(" ".join(paragraphs(listed(entry[name])))) for name in ("steps", "outcomes")] for entry in actions),
    ]


def folded(text):
    return " ".join(text.split())


def hyphened(text):
    """``text`` with one kind of hyphen: python-docx gives a non-breaking one as a plain one."""
    return folded(text).replace("\u2011", "-")


def through_python_docx(content):
    """Notes, then steps and outcomes, as a reader that is not ours finds them."""
    ratings, plan = docx.Document(io.BytesIO(content)).tables
    notes = [[row.cells[2].text] for row in ratings.rows[1:] if row.cells[1].text]
    actions = [[cell.text for cell in row.cells[2:4]] for row in plan.rows[1:]]
    return [[hyphened(text) for text in row] for row in notes + actions]
