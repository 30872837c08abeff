"""What is found in a document: ratings, actions, and what a person has to place."""

from dataclasses import dataclass

from tracker.plans.rules import ActionState, ActionText, state_from
from tracker.reports.areas import area_title
from tracker.reports.remarks import Sureness
from tracker.richtext import Blocks, paragraphs, to_text, unlisted


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where something stands ("table 1, row 14"), how sure it is, and in plain sentences why not surer."""

    place: str
    sure: Sureness = Sureness.SURE
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRating(Found):
    """A standard's row as read. ``code`` is the framework's, ``read`` what stood in the document.

    ``code`` is ``None`` where no rating is given, and where what is given is doubtful: then it is unsure.
    """

    number: str
    code: str | None
    read: str
    notes: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAction(Found):
    """A plan's row as read. ``area`` is the first column as printed, with the numbers of the standards.

    ``stated`` is the state that a column of its own names, as in our documents; ``None`` where none does.
    """

    area: str
    standards: tuple[str, ...]
    objective: Blocks
    steps: Blocks
    outcomes: Blocks
    who: str
    timescale: str
    completion: Blocks
    stated: ActionState | None = None

    @property
    def state(self) -> ActionState:
        """The state that is stated, or else that its actual completion speaks of."""
        return self.stated or state_from(" ".join(paragraphs(self.completion)))

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


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something of ours that belongs nowhere yet: its ``text`` as it stands, and ``why`` it was not placed.

    Where the row says enough, ``rating`` has what it would be: its number is the likeliest standard's, or empty; or
    ``action`` does. A person corrects and keeps that, or lets it go.
    """

    place: str
    text: str
    why: tuple[str, ...]
    rating: ReadRating | None = None
    action: ReadAction | None = None
