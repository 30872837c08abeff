"""The appendices of the annual report: what stands in which cell, in which order and words."""

from collections import Counter
from datetime import date

from tracker.assessments.models import Assessment, Rating
from tracker.assessments.queries import by_section
from tracker.clock import in_words, month_in_words
from tracker.errors import NotFound
from tracker.plans.models import Action, Plan
from tracker.plans.rules import ActionState
from tracker.reports.columns import OURS
from tracker.reports.comparison import with_comparison
from tracker.reports.drawing import png
from tracker.reports.glossary import with_glossary
from tracker.reports.options import Options, Variant
from tracker.reports.picture import LARGE_PRINT, PAPER, described, picture
from tracker.reports.plan_rows import area_line
from tracker.reports.queries import Year
from tracker.richtext import Block, Blocks, Run, listed, parse, plain, tidy
from tracker.word.appendix import Appendix, AppendixDocument, Column, Image, Row, Summary

AS_PRINTED = Options()
NOT_RATED = "Not rated"
ASSESSMENT, PLAN = "self-assessment", "delivery plan"  # what the parts are known by in a report
FULL_WORDING, SHORT_WORDING = (5000, 3738), (3300, 5438)  # how wide the standard and the notes are
UPRIGHT = 9000  # a plan whose columns need no more fits an upright page
PLAN_COLUMNS = {
    "area": Column(OURS["area"], 1850),
    "objective": Column(OURS["objective"], 2000),
    "steps": Column(OURS["steps"], 2950),
    "outcomes": Column(OURS["outcomes"], 2900),
    "who": Column(OURS["who"], 1500),
    "timescale": Column(OURS["timescale"], 1540),
    "completion": Column(OURS["completion"], 1830),
}
PLAN_HEADINGS = [column.heading for column in PLAN_COLUMNS.values()]
STATE_COLUMN = Column(OURS["state"], 1150)


def appendices(year: Year, options: Options = AS_PRINTED) -> AppendixDocument:
    """The document of both appendices, or of one. Raises ``NotFound`` where the plan is asked for and there is none."""
    assessment = year.assessment
    if options.only == "plan" and year.plan is None:
        raise NotFound(f"{assessment.service.name} has no plan to print.")
    ratings, actions = _chosen(year, options)
    parts = [] if options.only == "plan" else [assessment_appendix(year, ratings, options)]
    if year.plan and options.only != "assessment":
        parts.append(plan_appendix(year.plan, actions, assessment, options))
    framework = assessment.framework
    document = AppendixDocument(
        title=f"{assessment.service_name}: {' and '.join(part.title for part in parts)}",
        author=assessment.service_name,
        running_title=f"Appendices to the annual report {assessment.label}",
        keywords=f"{framework.title}, {framework.version}, {assessment.label}",
        appendices=tuple(parts),
        summary=_summary(year, ratings, actions, options) if options.summary else None,
        notice=year.notice,
    )
    if options.comparison and options.only != "plan":
        document = with_comparison(document, options.comparison, options.section)
    return document if options.glossary is None else with_glossary(document, options.glossary)


def _chosen(year: Year, options: Options) -> tuple[list[Rating], list[Action]]:
    """The ratings of the section, and the actions for it that the variant has."""
    ratings, actions = year.ratings, year.actions
    if options.section:
        ratings = [rating for rating in ratings if rating.standard.section.number == options.section]
        numbers = {rating.standard.number for rating in ratings}
        actions = [action for action in actions if numbers & {standard.number for standard in action.standards}]
    if options.variant is Variant.OPEN:
        actions = [action for action in actions if action.state is not ActionState.COMPLETE]
    return ratings, actions


def _summary(year: Year, ratings: list[Rating], actions: list[Action], options: Options) -> Summary:
    """A page that says how the year stands, in sentences."""
    assessment = year.assessment
    said = [f"Self-assessment against the {assessment.framework.title}: {sentence(ratings)}"]
    for section, of_section in by_section(ratings):
        said.append(f"{section.number}. {section.title}: {sentence(of_section)}")
    if year.plan:
        said.append(f"{year.plan.title}, {_days(year.plan.starts, year.plan.ends)}. {_states(actions)}")
    as_at = _held(in_words(options.as_at or assessment.as_at))
    return Summary(f"Summary {assessment.label}", (*said, f"As at {as_at}."), _image(ratings, options))


def _image(ratings: list[Rating], options: Options) -> Image:
    """The picture of these ratings; larger in large print, and without colour where the look has none."""
    shown = picture(by_section(ratings), LARGE_PRINT if options.large_print else PAPER)
    description = f"The ratings at a glance. {described(shown, sentence(ratings))}"
    return Image(png(shown, grey=options.look == "plain"), shown.width, shown.height, description)


def exception_of(year: Year, rating: Rating) -> Blocks:
    """What the group holds against a rating, called what it is; nothing where it agrees."""
    text = year.exceptions.get(rating.id, "")
    if not text:
        return ()
    called = Block("paragraph", (Run(f"Exception of the {year.assessment.service.advisory_body}:", bold=True),))
    return tidy((called, *parse(text)))


def assessment_appendix(year: Year, ratings: list[Rating], options: Options = AS_PRINTED) -> Appendix:
    """The self-assessment: a row for each section, a row for each standard, with the group's exception in its notes."""
    assessment = year.assessment
    framework = assessment.framework
    as_at = _held(month_in_words(options.as_at or assessment.as_at))
    with_notes = "notes" in options.columns
    rows: list[Row] = []
    for section, of_section in by_section(ratings):
        blank: tuple[Blocks, ...] = ((), ()) if with_notes else ((),)
        rows.append(Row((plain(f"{section.number}. {section.title}"), *blank), section=True))
        rows += (Row(_rating_cells(rating, options, exception_of(year, rating))) for rating in of_section)
    key = " ".join(f"{entry.code}: {entry.label}. {entry.meaning}" for entry in framework.ratings)
    rating_column = Column(framework.wording.rating_heading, 900, coded=True)
    standard_width, notes_width = SHORT_WORDING if options.short_wording else FULL_WORDING
    standard_column = Column("Standard", standard_width if with_notes else standard_width + notes_width)
    notes_column = (Column("Notes", notes_width),) if with_notes else ()
    return Appendix(
        title=options.assessment_title
        or f"Self-assessment against the {framework.short_title or framework.title}, {as_at}",
        lead=f"{assessment.service_name}, {_days(assessment.starts, assessment.ends)}. {sentence(ratings)}",
        columns=(standard_column, rating_column, *notes_column),
        rows=tuple(rows),
        closing=f"{key} Standards: {framework.title}, {framework.version}.",
        description="A row for each standard under its section: the standard's wording, its rating, and notes.",
        landscape=options.large_print,
        key=ASSESSMENT,
    )


def _rating_cells(rating: Rating, options: Options, exception: Blocks) -> tuple[Blocks, ...]:
    standard = rating.standard
    short = standard.short_title if options.short_wording else ""
    wording = _numbered(standard.number, plain(short) if short else parse(standard.text))
    notes = (tidy((*parse(rating.notes), *exception)),) if "notes" in options.columns else ()
    return wording, plain(rating.code or NOT_RATED), *notes


def sentence(ratings: list[Rating]) -> str:
    """What a year's picture says in words: "11 compliant, 9 partially compliant, all rated."."""
    counted, unrated = _counted(ratings)
    return ", ".join([*counted, unrated or "all rated"]) + "."


def sentence_so_far(ratings: list[Rating]) -> str:
    """The same, which tells also how many of the ratings nobody has confirmed since they were carried forward."""
    carried = [rating.carried_from for rating in ratings if rating.code and rating.is_unconfirmed]
    if not carried:
        return sentence(ratings)
    counted, unrated = _counted(ratings)
    said = ", ".join([*counted, *filter(None, [unrated])])
    are = "is" if len(carried) == 1 else "are"
    return f"{said}; {len(carried)} of these ratings {are} from {carried[0]} and not yet confirmed."


def _counted(ratings: list[Rating]) -> tuple[list[str], str]:
    """How many have each code, and how many none; the latter is empty where all are rated."""
    counts = Counter(rating.entry.label.lower() if rating.entry else "" for rating in ratings)
    labels = [entry.label.lower() for entry in ratings[0].assessment.framework.ratings] if ratings else []
    return [f"{counts[label]} {label}" for label in labels], f"{counts['']} not rated" if counts[""] else ""


def plan_appendix(plan: Plan, actions: list[Action], assessment: Assessment, options: Options = AS_PRINTED) -> Appendix:
    """The delivery plan: a row for each action, in the seven columns of the report or those of them that are chosen."""
    names = [name for name in PLAN_COLUMNS if name == "objective" or name in options.columns]
    with_state = options.variant is Variant.STATES
    columns = (*(PLAN_COLUMNS[name] for name in names), *((STATE_COLUMN,) if with_state else ()))
    only_open = "Only actions that are not complete. " if options.variant is Variant.OPEN else ""
    return Appendix(
        title=options.plan_title or f"{plan.title}, {_days(plan.starts, plan.ends)}",
        lead=f"{assessment.service_name}. {only_open}{_states(actions)}",
        columns=columns,
        rows=tuple(Row(_action_cells(action, names, with_state=with_state)) for action in actions),
        closing=f"The numbers of the standards are those of the {assessment.framework.title}, "
        f"{assessment.framework.version}.",
        description="A row for each action: its area of work with the standards that it serves, the task objective, "
        "the actions, the outcomes, who does it, the timescale, and what was actually completed.",
        landscape=not options.large_print and sum(column.width for column in columns) > UPRIGHT,
        sideways="Action" if options.large_print else "",
        key=PLAN,
    )


def _action_cells(action: Action, names: list[str], *, with_state: bool) -> tuple[Blocks, ...]:
    cells = {
        "area": plain(area_line(action.area, [standard.number for standard in action.standards])),
        "objective": parse(action.objective),
        "steps": listed(step.text for step in action.steps),
        "outcomes": listed(outcome.text for outcome in action.outcomes),
        "who": plain(action.who),
        "timescale": plain(action.timescale),
        "completion": parse(action.completion),
    }
    state = (plain(action.state.value.capitalize()),) if with_state else ()
    return *(cells[name] for name in names), *state


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
