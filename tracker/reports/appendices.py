"""The appendices of the annual report: what stands in which cell, in which order and words."""

from collections import Counter
from datetime import date
from typing import Literal

from tracker.assessments.models import Assessment, Rating
from tracker.assessments.queries import by_section
from tracker.clock import in_words, month_in_words
from tracker.errors import NotFound
from tracker.plans.models import Action, Plan
from tracker.plans.rules import ActionState
from tracker.reports.plan_rows import area_line
from tracker.reports.queries import Year
from tracker.richtext import Block, Blocks, Run, listed, parse, plain, tidy
from tracker.word.appendix import Appendix, AppendixDocument, Column, Row

Choice = Literal["assessment", "plan"]

NOT_RATED = "Not rated"
PLAN_COLUMNS = (
    Column("Area of work (link to Standard)", 1950),
    Column("Task objective", 1900),
    Column("Action", 3050),
    Column("Outcome", 3050),
    Column("Who?", 1650),
    Column("Timescale", 1300),
    Column("Actual Completion", 1670),
)


def appendices(year: Year, *, only: Choice | None = None) -> AppendixDocument:
    """The document of both appendices, or of one. Raises ``NotFound`` where the plan is asked for and there is none."""
    assessment = year.assessment
    if only == "plan" and year.plan is None:
        raise NotFound(f"{assessment.service.name} has no plan to print.")
    parts = [] if only == "plan" else [assessment_appendix(assessment, year.ratings)]
    if year.plan and only != "assessment":
        parts.append(plan_appendix(year.plan, year.actions, assessment))
    framework = assessment.framework
    return AppendixDocument(
        title=f"{assessment.service_name}: {' and '.join(part.title for part in parts)}",
        author=assessment.service_name,
        running_title=f"Appendices to the annual report {assessment.label}",
        keywords=f"{framework.title}, {framework.version}, {assessment.label}",
        appendices=tuple(parts),
    )


def assessment_appendix(assessment: Assessment, ratings: list[Rating]) -> Appendix:
    """The self-assessment: a row for each section, a row for each standard."""
    framework = assessment.framework
    as_at = _held(month_in_words(assessment.as_at))
    rows: list[Row] = []
    for section, of_section in by_section(ratings):
        rows.append(Row((plain(f"{section.number}. {section.title}"), (), ()), section=True))
        rows += (Row(_rating_cells(rating)) for rating in of_section)
    key = " ".join(f"{entry.code}: {entry.label}. {entry.meaning}" for entry in framework.ratings)
    return Appendix(
        title=f"Self-assessment against the {framework.short_title or framework.title}, {as_at}",
        lead=f"{assessment.service_name}, {_days(assessment.starts, assessment.ends)}. {sentence(ratings)}",
        columns=(
            Column("Standard", 5000),
            Column(framework.wording.rating_heading, 900, coded=True),
            Column("Notes", 3738),
        ),
        rows=tuple(rows),
        closing=f"{key} Standards: {framework.title}, {framework.version}.",
        description="A row for each standard under its section: the standard's wording, its rating, and notes.",
    )


def _rating_cells(rating: Rating) -> tuple[Blocks, ...]:
    wording = _numbered(rating.standard.number, parse(rating.standard.text))
    return wording, plain(rating.code or NOT_RATED), parse(rating.notes)


def sentence(ratings: list[Rating]) -> str:
    """What a year's picture says in words: "11 compliant, 9 partially compliant, all rated."."""
    counts = Counter(rating.entry.label.lower() if rating.entry else "" for rating in ratings)
    labels = [entry.label.lower() for entry in ratings[0].assessment.framework.ratings] if ratings else []
    parts = [f"{counts[label]} {label}" for label in labels]
    return ", ".join([*parts, f"{counts['']} not rated" if counts[""] else "all rated"]) + "."


def plan_appendix(plan: Plan, actions: list[Action], assessment: Assessment) -> Appendix:
    """The delivery plan: a row for each action, in the seven columns of the report."""
    return Appendix(
        title=f"{plan.title}, {_days(plan.starts, plan.ends)}",
        lead=f"{assessment.service_name}. {_states(actions)}",
        columns=PLAN_COLUMNS,
        rows=tuple(Row(_action_cells(action)) for action in actions),
        closing=f"The numbers in the first column are those of the standards: {assessment.framework.title}, "
        f"{assessment.framework.version}.",
        description="A row for each action: its area of work with the standards that it serves, the task objective, "
        "the actions, the outcomes, who does it, the timescale, and what was actually completed.",
        landscape=True,
    )


def _action_cells(action: Action) -> tuple[Blocks, ...]:
    return (
        plain(area_line(action.area, [standard.number for standard in action.standards])),
        parse(action.objective),
        listed(step.text for step in action.steps),
        listed(outcome.text for outcome in action.outcomes),
        plain(action.who),
        plain(action.timescale),
        parse(action.completion),
    )


def _states(actions: list[Action]) -> str:
    counts = Counter(action.state.value for action in actions)
    number = f"{len(actions)} action{'' if len(actions) == 1 else 's'}"
    states = ", ".join(f"{counts[state]} {state}" for state in map(str, ActionState) if counts[state])
    return f"{number}: {states}." if actions else "No actions yet."


def _numbered(number: str, wording: Blocks) -> Blocks:
    """The wording with its number in bold before it."""
    first, *others = wording
    lead = (Run(number, bold=True), Run(" "))
    if first.kind == "paragraph":
        return tidy((Block("paragraph", (*lead, *first.runs)), *others))
    return tidy((Block("paragraph", lead), *wording))


def _held(text: str) -> str:
    """``text`` held together on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _days(starts: date, ends: date) -> str:
    return " to ".join(_held(in_words(day)) for day in (starts, ends))
