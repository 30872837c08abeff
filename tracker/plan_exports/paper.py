"""The plan as a document for each of its readers: what stands in which cell, in which order and words."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from tracker.clock import in_words
from tracker.owners.rules import owner_key, owner_names
from tracker.plan_exports.rules import PlanVariant
from tracker.plan_exports.sheets import said_of
from tracker.plans.models import Action, Plan
from tracker.plans.rules import RAGS, ActionState, OutcomeResult, Rag, Standing, counted
from tracker.reports.appendices import PLAN_COLUMNS
from tracker.reports.plan_rows import area_line
from tracker.reports.wording import shortened
from tracker.richtext import Block, Blocks, Run, listed, paragraphs, parse, plain, tidy
from tracker.standards.models import Framework
from tracker.word.appendix import Appendix, AppendixDocument, Column, Row, Summary

NOBODY: Final = "Nobody is named"
NAMED_AT_MOST: Final = 12  # actions that a sentence names
WIDTHS_WITH_STANDING: Final = {
    "area": 1600,
    "objective": 1750,
    "steps": 2500,
    "outcomes": 2400,
    "who": 1600,
    "timescale": 1650,
    "completion": 1600,
}
"""Of the seven columns of the report where an eighth stands beside them: none divides a word that is usual in it."""

STANDS: Final = Column("How it stands", 1750)
STANDARDS: Final = Column("Standards", 1350)
DUE: Final = Column("Timescale and due date", 1800)
TO_DO: Final = Column("Still to do", 4200)


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """What is printed: the plan's actions against ``framework`` as they stand on a day, and for whom.

    ``owner``, where it names one, is whose list alone it is; ``large_print`` asks for a table an action. Whose name by
    its key is in ``names`` stands in lists under the name that it has there.
    """

    plan: Plan
    actions: Sequence[Action]
    framework: Framework
    today: date
    variant: PlanVariant = PlanVariant.REPORT
    owner: str = ""
    large_print: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


def plan_document(paper: PlanPaper) -> AppendixDocument:
    """The document of one variant. A living plan is no draft: it says as at which day it speaks."""
    kind = {
        PlanVariant.REPORT: _report,
        PlanVariant.FULL: _full,
        PlanVariant.SUMMARY: _brief,
        PlanVariant.OWNERS: _by_owner,
    }[paper.variant]
    plan, appendix = paper.plan, kind(paper)
    if paper.large_print:
        appendix = replace(appendix, landscape=False, sideways="Action")
    return AppendixDocument(
        title=f"{plan.service.name}: {appendix.title}",
        author=plan.service.name,
        running_title=f"{plan.title} {plan.label}, as at {_held(in_words(paper.today))}",
        keywords=f"{paper.framework.title}, {paper.framework.version}, {plan.label}",
        appendices=(appendix,),
        summary=_summary(paper) if paper.variant is PlanVariant.SUMMARY else None,
    )


def _appendix(
    paper: PlanPaper, lead: str, columns: Iterable[Column], rows: Iterable[Row], description: str
) -> Appendix:
    plan, framework = paper.plan, paper.framework
    return Appendix(
        title=f"{plan.title}, {_held(in_words(plan.starts))} to {_held(in_words(plan.ends))}",
        lead=f"{plan.service.name}, as at {_held(in_words(paper.today))}. {lead}",
        columns=tuple(columns),
        rows=tuple(rows),
        closing=f"The numbers of the standards are those of the {framework.title}, {framework.version}.",
        description=description,
        landscape=True,
        key="delivery plan",
    )


def _report(paper: PlanPaper) -> Appendix:
    said = "A row for each action: its area of work with the standards, the task objective, the actions, the outcomes, "
    return _appendix(
        paper,
        how_they_stand(paper.actions, paper.today),
        PLAN_COLUMNS.values(),
        (Row(_printed(action)) for action in paper.actions),
        f"{said}who does it, the timescale, and what was actually completed.",
    )


def _printed(action: Action) -> tuple[Blocks, ...]:
    """The seven cells of the report."""
    return (
        _area(action),
        parse(action.objective),
        listed(step.text for step in action.steps),
        listed(outcome.text for outcome in action.outcomes),
        plain(action.who),
        plain(action.timescale),
        parse(action.completion),
    )


def _full(paper: PlanPaper) -> Appendix:
    said = "A row for each action, as the report prints it, with the steps that are done, what came of the outcomes, "
    columns = [replace(column, width=WIDTHS_WITH_STANDING[name]) for name, column in PLAN_COLUMNS.items()]
    return _appendix(
        paper,
        f"{how_they_stand(paper.actions, paper.today)} {ticked(paper.actions)}",
        (*columns, replace(STANDS, width=1470)),
        (Row(_with_marks(action, paper.today)) for action in paper.actions),
        f"{said}and how it stands.",
    )


def _with_marks(action: Action, today: date) -> tuple[Blocks, ...]:
    area, objective, _, _, who, _, completion = _printed(action)
    steps = _marked((step.text, f"Done on {in_words(step.done_on)}." if step.done_on else "") for step in action.steps)
    outcomes = _marked((outcome.text, said_of(outcome)) for outcome in action.outcomes)
    return area, objective, steps, outcomes, who, _due(action), completion, stands(action.standing(today))


def _marked(lines: Iterable[tuple[str, str]]) -> Blocks:
    """A numbered list of texts, each with what is said of it below it."""
    blocks: list[Block] = []
    for number, (text, said) in enumerate(lines, 1):
        first, *others = listed([text])
        blocks += [replace(first, number=number), *others]
        blocks += [Block("paragraph", (Run(" ".join(said.split()), bold=True),), 1)] if said else []
    return tidy(blocks)


def _brief(paper: PlanPaper) -> Appendix:
    objective, who, completion = (PLAN_COLUMNS[name] for name in ("objective", "who", "completion"))
    columns = (
        STANDARDS,
        replace(objective, width=3500),
        replace(who, width=1800),
        DUE,
        replace(STANDS, width=2900),
        replace(completion, width=3200),
    )
    return _appendix(
        paper,
        how_they_stand(paper.actions, paper.today),
        columns,
        (Row(_in_brief(action, paper.today)) for action in paper.actions),
        "A row for each action: its standards, the task objective, who does it, by when, how it stands and why, and "
        "what was actually completed.",
    )


def _in_brief(action: Action, today: date) -> tuple[Blocks, ...]:
    return (
        plain(", ".join(standard.number for standard in action.standards)),
        _objective(action),
        plain(action.who),
        _due(action),
        stands(action.standing(today)),
        parse(action.completion),
    )


def _summary(paper: PlanPaper) -> Summary:
    """A page that says how the plan stands, in words and numbers."""
    plan, actions, today = paper.plan, paper.actions, paper.today
    said = [f"{plan.service.name}, {in_words(plan.starts)} to {in_words(plan.ends)}. {how_they_stand(actions, today)}"]
    said += [ticked(actions)] if actions else []
    for rag in (Rag.OVERDUE, Rag.DUE_SOON, Rag.NO_DATE, Rag.COMPLETE):
        of_it = [action for action in actions if action.standing(today).rag is rag]
        said += [f"{RAGS[rag]}: {_named(of_it)}"] if of_it else []
    served = {standard.number: standard.position for action in actions for standard in action.standards}
    said += [f"Standards that the plan serves: {', '.join(sorted(served, key=served.__getitem__))}."] if served else []
    return Summary(f"How the plan {plan.label} stands", (*said, f"As at {_held(in_words(today))}."))


def _named(actions: Sequence[Action]) -> str:
    """The objectives of ``actions``, as many as a sentence bears."""
    named = [f"“{_in_a_line(action)}”{f' ({who})' if (who := _who(action)) else ''}" for action in actions]
    more = len(named) - NAMED_AT_MOST
    return f"{'; '.join(named[:NAMED_AT_MOST])}{f'; and {more} more' if more > 0 else ''}."


def _in_a_line(action: Action) -> str:
    return shortened(" ".join(paragraphs(_objective(action))), 120)


def _who(action: Action) -> str:
    return ", ".join(owner_names(action.who))


def _by_owner(paper: PlanPaper) -> Appendix:
    """The open actions under each of their owners; one with several stands under each."""
    open_ones = [action for action in paper.actions if action.state is not ActionState.COMPLETE]
    rows: list[Row] = []
    for name, actions in by_owner(open_ones, paper.names, paper.owner):
        rows.append(Row((plain(name), *((),) * 5), section=True))
        rows += (Row(_to_do(action, paper.today)) for action in actions)
    columns = (
        replace(PLAN_COLUMNS["objective"], width=3000),
        STANDARDS,
        TO_DO,
        replace(PLAN_COLUMNS["who"], width=1900),
        DUE,
        replace(STANDS, width=2300),
    )
    said = "What is not complete yet, under the name of each owner; an action of several stands under each."
    description = "Under each owner a row for each action: its objective, standards, steps still to do, who, and when."
    made = _appendix(paper, said if rows else "Nothing is left to do.", columns, rows, description)
    return replace(made, title=f"Still to do{f', {paper.owner}' if paper.owner else ' by owner'}: {made.title}")


def _to_do(action: Action, today: date) -> tuple[Blocks, ...]:
    left = [step.text for step in action.steps if step.done_on is None]
    done = len(action.steps) - len(left)
    said = f"{done} of {len(action.steps)} steps done." if done else ""
    return (
        _objective(action),
        plain(", ".join(standard.number for standard in action.standards)),
        tidy((*listed(left), *plain(said))),
        plain(action.who),
        _due(action),
        stands(action.standing(today)),
    )


def by_owner(actions: Iterable[Action], names: Mapping[str, str], only: str = "") -> list[tuple[str, list[Action]]]:
    """The actions under each name that *who* has, by name; last those that name nobody. ``only`` one name, if given.

    Whose name by its key is in ``names`` stands under the name that it has there.
    """
    called: dict[str, str] = {}
    found: dict[str, dict[uuid.UUID, Action]] = {}
    for action in actions:
        for typed in owner_names(action.who) or (NOBODY,):
            name = names.get(owner_key(typed), typed)
            key = "" if name == NOBODY else owner_key(name)
            called.setdefault(key, name)
            found.setdefault(key, {})[action.id] = action
    order = sorted(found, key=lambda key: (key == "", called[key].casefold()))
    there = [(called[key], list(found[key].values())) for key in order]
    return [(name, theirs) for name, theirs in there if not only or owner_key(only) == owner_key(name)]


def stands(standing: Standing) -> Blocks:
    """How an action stands, and why."""
    why = f"{standing.why} (As a manager says.)" if standing.is_override else standing.why
    return tidy((Block("paragraph", (Run(standing.in_words, bold=True),)), *plain(why)))


def how_they_stand(actions: Sequence[Action], today: date) -> str:
    """ "11 actions: 3 overdue, 1 due within 30 days, 7 complete."."""
    if not actions:
        return "No actions yet."
    stand = ", ".join(counted(action.standing(today).rag for action in actions).values())
    return f"{len(actions)} action{'' if len(actions) == 1 else 's'}: {stand}."


def ticked(actions: Sequence[Action]) -> str:
    """How many steps are done, and what came of the outcomes."""
    steps = [step for action in actions for step in action.steps]
    outcomes = [outcome.result for action in actions for outcome in action.outcomes]
    said = f"{sum(step.done_on is not None for step in steps)} of {len(steps)} steps are done."
    counts = Counter(outcomes)
    words = {
        OutcomeResult.ACHIEVED: "achieved",
        OutcomeResult.PARTLY: "partly achieved",
        OutcomeResult.NOT: "not achieved",
    }
    known = ", ".join(f"{counts[result]} {word}" for result, word in words.items() if counts[result])
    return f"{said} Of {len(outcomes)} outcomes: {known}." if known else said


def _area(action: Action) -> Blocks:
    return plain(area_line(action.area, [standard.number for standard in action.standards]))


def _objective(action: Action) -> Blocks:
    """What an action is about: its objective, or else its area of work."""
    return parse(action.objective) or plain(action.area)


def _due(action: Action) -> Blocks:
    due = f"due {_held_but_for_the_year(in_words(action.due))}" if action.due and _says_more(action) else ""
    return tidy((*plain(action.timescale), *plain(due)))


def _says_more(action: Action) -> bool:
    """Whether the due day is not what the timescale says itself."""
    return action.due is not None and action.timescale.strip() != in_words(action.due)


def _held_but_for_the_year(day: str) -> str:
    """A day for a narrow column, which has no room for "30 September 2026" on one line."""
    return day.replace(" ", "\N{NO-BREAK SPACE}", 1)


def _held(text: str) -> str:
    """``text`` held together on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")
