"""The rows of a delivery plan: what each action says, and which standards it is linked to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tracker.plans.rules import ActionState
from tracker.reports.areas import NUMBER, area_title, has_range, numbers_in
from tracker.reports.found import ReadAction, Unplaced
from tracker.reports.matching import Standards
from tracker.reports.remarks import PLAIN, Confidence, Remark, Sureness, likely, note, stop, unsure
from tracker.reports.rows import FieldRow
from tracker.reports.wording import key, shortened
from tracker.richtext import Blocks, paragraphs
from tracker.word.document import Cell

STATES = {key(state): state for state in ActionState}


def is_row(cells: Mapping[str, Cell], standards: Standards) -> bool:
    """Whether a row without a header above it is one of a plan."""
    return any(number in standards.texts for number in NUMBER.findall(_named(cells)))


def read_action(row: FieldRow, standards: Standards) -> Iterator[ReadAction | Unplaced | Remark]:
    """The action of ``row``, or what of it is none, and remarks on it."""
    numbers, confidence = _linked(row, standards)
    action = _action(row, numbers, row.confidence + confidence)
    merged = any(name in row.cells and row.cells[name].continues for name in ("area", "objective"))
    goes_on = not action.objective and (not action.area or merged)
    if goes_on or not (action.objective or action.steps):
        yield from _fragment(action, row)
        return
    for reason in action.why:
        if action.sure is Sureness.UNSURE:
            yield stop(row.place, f"{reason} Correct the first column.", settled_by_hand=True)
        else:
            yield note(row.place, reason)
    yield from _remarks_on_state(action, row)
    yield action


def _remarks_on_state(action: ReadAction, row: FieldRow) -> Iterator[Remark]:
    words = _typed(row.cells, "state")
    if action.stated is None and words:
        yield note(row.place, f"“{shortened(words)}” is not one of the states {', '.join(ActionState)}: left out.")
    if action.stated is None and action.state is ActionState.COMPLETE:
        completion = " ".join(paragraphs(action.completion))
        yield note(row.place, f"Read as complete, from “{shortened(completion)}”.")


def _action(row: FieldRow, numbers: tuple[str, ...], confidence: Confidence) -> ReadAction:
    return ReadAction(
        area=_typed(row.cells, "area") or _typed(row.cells, "standards"),
        standards=numbers,
        objective=_blocks(row.cells, "objective"),
        steps=_blocks(row.cells, "steps"),
        outcomes=_blocks(row.cells, "outcomes"),
        who=_typed(row.cells, "who"),
        timescale=_typed(row.cells, "timescale"),
        completion=_blocks(row.cells, "completion"),
        stated=STATES.get(key(_typed(row.cells, "state"))),
        place=row.place,
        sure=confidence.sure,
        why=confidence.why,
    )


def _linked(row: FieldRow, standards: Standards) -> tuple[tuple[str, ...], Confidence]:
    """The standards that the action is linked to; unsure where it names one that there is not."""
    named = _named(row.cells)
    numbers = numbers_in(named, list(standards.texts))
    if unknown := [number for number in numbers if number not in standards.texts]:
        reason = f"There is no standard {shortened(', '.join(unknown))} in these standards."
        return tuple(number for number in numbers if number in standards.texts), unsure(reason)
    if not numbers:
        return _by_wording(row, standards)
    said = f"The range of standards was read as {', '.join(numbers)}."
    return numbers, likely(said) if has_range(named) else PLAIN


def _by_wording(row: FieldRow, standards: Standards) -> tuple[tuple[str, ...], Confidence]:
    for name in ("standards", "area"):
        found = standards.identify({"standard": row.cells[name]}) if name in row.cells else None
        if found and found.number in standards.texts:
            return (found.number,), found.confidence
    return (), likely("No standard's number is given; the action is linked to none.")


def _named(cells: Mapping[str, Cell]) -> str:
    """The text that names the standards of a row; in an area, the brackets at its end where they do."""
    area = _typed(cells, "area")
    title = area_title(area)
    return f"{area[len(title) :] if title != area else area} {_typed(cells, 'standards')}"


def _fragment(action: ReadAction, row: FieldRow) -> Iterator[Unplaced | Remark]:
    if action.steps or action.outcomes or action.who or action.timescale or action.completion or action.standards:
        reason = "This row is not a whole action."
        yield stop(row.place, f"{reason} Join it to the row that it belongs to.", settled_by_hand=True)
        why = (reason, *action.why)
        yield Unplaced(row.place, row.text, why, action=replace(action, sure=Sureness.UNSURE, why=why))
    elif action.area:
        yield note(row.place, f"“{shortened(action.area)}” is not an action, so it was left alone.")


def area_line(title: str, numbers: list[str]) -> str:
    """``title`` with the numbers of the standards in brackets; those that it names itself are not repeated."""
    named = NUMBER.findall(title)
    if all(number in named for number in numbers):
        return title
    joined = " and ".join([", ".join(numbers[:-1]), numbers[-1]] if len(numbers) > 1 else numbers)
    return f"{title} ({joined})".strip()


def _blocks(cells: Mapping[str, Cell], name: str) -> Blocks:
    return cells[name].blocks if name in cells else ()


def _typed(cells: Mapping[str, Cell], name: str) -> str:
    return "\n".join(cells[name].typed) if name in cells else ""
