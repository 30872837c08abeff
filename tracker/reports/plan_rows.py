"""The rows of a delivery plan: what each action says, and which standards it is linked to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.plans.rules import ActionState, ActionText, state_from
from tracker.reports.remarks import Remark, note, stop
from tracker.richtext import Blocks, paragraphs, to_text, unlisted
from tracker.standards.rules import FrameworkWording
from tracker.word.reading import Cell

_NUMBER = re.compile(r"(?<![\w.])[0-9A-Z]{1,4}\.\d{1,3}(?!\w|\.\d)")
_LINK = re.compile(r"\(([^()]*)\)\Z")
_BETWEEN = re.compile(r"(standards?|and|&|[,;/\s])*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadAction:
    """A plan's row as read. ``area`` is the first column as printed, with the numbers of the standards."""

    area: str
    standards: tuple[str, ...]
    objective: Blocks
    steps: Blocks
    outcomes: Blocks
    who: str
    timescale: str
    completion: Blocks

    @property
    def text(self) -> ActionText:
        """What the action says, as it is saved. The state is read off the actual completion; no due date is guessed."""
        return ActionText(
            area=area_title(self.area),
            standards=self.standards,
            objective=to_text(self.objective),
            steps=tuple(unlisted(self.steps)),
            outcomes=tuple(unlisted(self.outcomes)),
            who=self.who,
            timescale=self.timescale,
            completion=to_text(self.completion),
            state=state_from(" ".join(paragraphs(self.completion))),
        )


def is_row(cells: Mapping[str, Cell], framework: FrameworkWording) -> bool:
    """Whether a row without a header above it is one of a plan."""
    named = f"{_line(cells, 'area')} {_line(cells, 'standards')}"
    return any(number in framework.standards for number in _NUMBER.findall(named))


def read_action(cells: Mapping[str, Cell], framework: FrameworkWording, place: str) -> Iterator[ReadAction | Remark]:
    """The action of the row with these cells, and remarks on it."""
    area, standards = _line(cells, "area"), _line(cells, "standards")
    if standards and not area:
        area, standards = standards, ""
    action = ReadAction(
        area=area,
        standards=tuple(dict.fromkeys(_NUMBER.findall(f"{area} {standards}"))),
        objective=_blocks(cells, "objective"),
        steps=_blocks(cells, "steps"),
        outcomes=_blocks(cells, "outcomes"),
        who=_line(cells, "who"),
        timescale=_line(cells, "timescale"),
        completion=_blocks(cells, "completion"),
    )
    if unknown := [number for number in action.standards if number not in framework.standards]:
        yield stop(place, f"There is no standard {', '.join(unknown)} in these standards. Correct the first column.")
    elif not action.objective and not action.steps:
        yield from _remark_on_fragment(action, place)
    else:
        if not action.standards:
            yield note(place, "No standard's number is given; the action is linked to none.")
        if action.text.state is ActionState.COMPLETE:
            words = " ".join(paragraphs(action.completion))
            yield note(place, f"Read as complete, from “{words[:60]}”.")
        yield action


def _remark_on_fragment(action: ReadAction, place: str) -> Iterator[Remark]:
    if action.outcomes or action.who or action.timescale or action.completion or action.standards:
        yield stop(place, "This row has neither a task objective nor actions. Join it to the row that it belongs to.")
    elif action.area:
        yield note(place, f"“{action.area[:60]}” is no action; it was left alone.")


def area_title(area: str) -> str:
    """``area`` without the standards' numbers in brackets at its end: "Strategic functions (2.3)" less its "(2.3)"."""
    found = _LINK.search(area)
    if found and _NUMBER.search(found[1]) and _BETWEEN.fullmatch(_NUMBER.sub("", found[1])):
        return area[: found.start()].rstrip()
    return area


def area_line(title: str, numbers: list[str]) -> str:
    """``title`` with the numbers of the standards in brackets; those that it names itself are not repeated."""
    named = _NUMBER.findall(title)
    if all(number in named for number in numbers):
        return title
    joined = " and ".join([", ".join(numbers[:-1]), numbers[-1]] if len(numbers) > 1 else numbers)
    return f"{title} ({joined})".strip()


def _blocks(cells: Mapping[str, Cell], name: str) -> Blocks:
    return cells[name].blocks if name in cells else ()


def _line(cells: Mapping[str, Cell], name: str) -> str:
    return "\n".join(cells[name].lines) if name in cells else ""
