"""Whatever people write comes back from Word as it was, also through a reader that is not ours."""

from datetime import UTC, date, datetime

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
from tracker.richtext import clean, listed, paragraphs, parse, plain, to_text
from tracker.standards.changes import _framework
from tracker.standards.loader import shipped_framework
from tracker.word.marks import unmarked
from tracker.word.reader import read
from tracker.word.writer import write

AT = datetime(2022, 10, 12, tzinfo=UTC)
NUMBERS = list(shipped_framework().standards)
TEXTS = BLOCKS.map(to_text)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30).map(clean)
ACTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "objective": TEXTS,
            "steps": st.lists(TEXTS, max_size=3),
            "outcomes": st.lists(TEXTS, max_size=3),
            "who": LINES,
            "timescale": LINES,
            "completion": TEXTS,
            "standards": st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3, unique=True),
        }
    ),
    max_size=4,
)


def written(text):
    """The blocks of ``text``, with "- " at the start of a plain paragraph taken for what it would be in Word."""
    return unmarked(parse(text))


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
            area="Area of work",
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
    assert [rating.notes for rating in reading.ratings] == [written(text) for text in notes]
    kept = [entry for entry in actions if parse(entry["objective"]) or any(map(parse, entry["steps"]))]
    for action, entry in zip(reading.actions, kept, strict=True):
        assert action.standards == tuple(entry["standards"])
        assert action.objective == written(entry["objective"])
        assert action.completion == written(entry["completion"])
        assert action.steps == unmarked(listed(entry["steps"]))
        assert action.outcomes == unmarked(listed(entry["outcomes"]))
        assert action.who == "\n".join(paragraphs(unmarked(plain(entry["who"]))))
        assert action.timescale == "\n".join(paragraphs(unmarked(plain(entry["timescale"]))))
