"""The rows of a delivery plan: what each action says, and which standards it is linked to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.plans.rules import ActionState, ActionText, state_from
from tracker.reports.remarks import Remark, note, stop
from tracker.reports.wording import shortened
from tracker.richtext import Blocks, paragraphs, to_text, unlisted
from tracker.standards.rules import FrameworkWording
from tracker.word.document import Cell

_NUMBER = re.compile(r"(?<![\w.£€$])[0-9A-Z]{1,4}\.\d{1,3}(?!\w|\.\d|\s?%)")
_RANGE = re.compile(rf"({_NUMBER.pattern})\s*(?:-|–|—|‑|to)\s*({_NUMBER.pattern})")
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
    def state(self) -> ActionState:
        """The state that its actual completion speaks of."""
        return state_from(" ".join(paragraphs(self.completion)))

    @property
    def text(self) -> ActionText:
        """What the action says, as it is saved. No due date is guessed."""
        return ActionText(
            area=area_title(self.area),
            standards=self.standards,
            objective=to_text(self.objective),
            steps=tuple(unlisted(self.steps)),
            outcomes=tuple(unlisted(self.outcomes)),
            who=self.who,
            timescale=self.timescale,
            completion=to_text(self.completion),
            state=self.state,
        )


def is_row(cells: Mapping[str, Cell], framework: FrameworkWording) -> bool:
    """Whether a row without a header above it is one of a plan."""
    return any(number in framework.standards for number in _NUMBER.findall(_named(cells)))


def read_action(cells: Mapping[str, Cell], framework: FrameworkWording, place: str) -> Iterator[ReadAction | Remark]:
    """The action of the row with these cells, and remarks on it."""
    named = _named(cells)
    action = ReadAction(
        area=_typed(cells, "area") or _typed(cells, "standards"),
        standards=tuple(dict.fromkeys(_expanded(named, framework))),
        objective=_blocks(cells, "objective"),
        steps=_blocks(cells, "steps"),
        outcomes=_blocks(cells, "outcomes"),
        who=_typed(cells, "who"),
        timescale=_typed(cells, "timescale"),
        completion=_blocks(cells, "completion"),
    )
    merged = any(name in cells and cells[name].continues for name in ("area", "objective"))
    goes_on = not action.objective and (not action.area or merged)
    if unknown := [number for number in action.standards if number not in framework.standards]:
        yield stop(place, f"There is no standard {', '.join(unknown)} in these standards. Correct the first column.")
    elif goes_on or not (action.objective or action.steps):
        yield from _remark_on_fragment(action, place)
    else:
        yield from _remarks(action, named, place)
        yield action


def _remarks(action: ReadAction, named: str, place: str) -> Iterator[Remark]:
    if not action.standards:
        yield note(place, "No standard's number is given; the action is linked to none.")
    if _RANGE.search(named):
        yield note(place, f"The range of standards was read as {', '.join(action.standards)}.")
    if action.state is ActionState.COMPLETE:
        words = " ".join(paragraphs(action.completion))
        yield note(place, f"Read as complete, from “{shortened(words)}”.")


def _named(cells: Mapping[str, Cell]) -> str:
    """The text that names the standards of a row; in an area, the brackets at its end where they do."""
    area = _typed(cells, "area")
    title = area_title(area)
    return f"{area[len(title) :] if title != area else area} {_typed(cells, 'standards')}"


def _expanded(named: str, framework: FrameworkWording) -> list[str]:
    """The numbers in ``named``, with those that a range such as "1.1-1.3" leaves out."""
    known = list(framework.standards)

    def between(found: re.Match[str]) -> str:
        first, last = found[1], found[2]
        if first not in known or last not in known:
            return found[0]
        return " ".join(known[known.index(first) : known.index(last) + 1])

    return _NUMBER.findall(_RANGE.sub(between, named))


def _remark_on_fragment(action: ReadAction, place: str) -> Iterator[Remark]:
    if action.steps or action.outcomes or action.who or action.timescale or action.completion or action.standards:
        yield stop(place, "This row is not a whole action. Join it to the row that it belongs to.")
    elif action.area:
        yield note(place, f"“{shortened(action.area)}” is not an action, so it was left alone.")


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


def _typed(cells: Mapping[str, Cell], name: str) -> str:
    return "\n".join(cells[name].typed) if name in cells else ""
