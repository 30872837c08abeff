"""The form of an action."""

import uuid
from collections.abc import Sequence
from typing import Any

from wtforms import Field, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from tracker.fields import AtMost, DayField, LinesField, SharedForm, SiteForm, VersionField, choices, typed
from tracker.names import with_names, without_named
from tracker.plans.rules import RAGS, REASON_AT_MOST, ActionState, ActionText, Rag
from tracker.standards.models import Framework

MOST = 20_000  # characters of a text
ROWS = 3  # of a list that is empty
MOST_ROWS = 100

LONG = AtMost(MOST)
LINE = AtMost(500)


class ActionForm(SiteForm):
    """All that one line of a plan says. ``shown`` is the action as it was when the page was made.

    What may have been read from several lines of a Word file needs a text area: an input would join them.
    """

    area = TextAreaField("Area of work", [LINE], description="Such as Strategic functions.")
    standards = SelectMultipleField("Standards that it serves")
    objective = TextAreaField("Task objective", [LONG])
    steps = LinesField(TextAreaField("Step", [LONG]), "Steps")
    outcomes = LinesField(TextAreaField("Outcome", [LONG]), "Outcomes")
    who = TextAreaField("Who", [LINE])
    add_to_who = SelectMultipleField("Add somebody of the team", validate_choice=False)
    timescale = TextAreaField("Timescale", [LINE], description="As it is to be printed, such as Apr 2027 or ongoing.")
    due = DayField("Due date")
    state = RadioField(
        "State",
        [InputRequired("Choose how far it has come")],
        choices=choices((state.value, state.value.capitalize()) for state in ActionState),
        default=ActionState.NOT_STARTED.value,
    )
    completion = TextAreaField("Actual completion", [LONG], description="What was really done, and when.")
    version = VersionField()
    marks = HiddenField()
    new = HiddenField()

    def __init__(
        self,
        framework: Framework,
        shown: ActionText,
        *,
        version: int = 0,
        marks: Sequence[str] = (),
        team: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        """Filled with what ``shown`` says, until something is sent. ``team`` are the names that can be added to it.

        ``marks`` stand for what is ticked and marked.
        """
        said = {name: getattr(shown, name) for name in shown.__slots__}
        said |= {"steps": list(shown.steps), "outcomes": list(shown.outcomes), "state": shown.state.value}
        said |= {"due": shown.due if shown.due_corrected else None}
        said |= {"version": str(version), "marks": " ".join(marks), "new": str(uuid.uuid4())}
        super().__init__(data=said, **kwargs)
        self.standards.choices = choices(
            (standard.number, f"{standard.number} {standard.short_title}".strip())
            for section in framework.sections
            for standard in section.standards
        )
        self.team = team
        self.add_to_who.choices = choices((name, name) for name in without_named(typed(self.who), team))
        if not self.is_submitted():
            self.add_rows()

    def seen_marks(self) -> list[str] | None:
        """What was ticked and marked when the page was made; ``None`` where it does not say."""
        return typed(self.marks).split() if self.marks.raw_data else None

    def identifier(self) -> uuid.UUID | None:
        """What an action that is added is to be known by, so that a form sent twice adds one."""
        try:
            return uuid.UUID(typed(self.new))
        except ValueError:
            return None

    def add_rows(self, *, step: bool = False, outcome: bool = False) -> None:
        """Leave a row to write in, at least; one more where it was asked for."""
        for field, more in ((self.steps, step), (self.outcomes, outcome)):
            while len(field.entries) < ROWS or more or (not self.is_submitted() and field.entries[-1].data):
                field.append_entry("")
                more = False  # noqa: PLW2901  # one more is enough

    def validate_steps(self, field: LinesField) -> None:
        """More than the most is a mistake: nothing of it is left out in silence."""
        not_too_many(field, len(field.entries))

    def validate_outcomes(self, field: LinesField) -> None:
        """As with steps."""
        not_too_many(field, len(field.entries))

    def validate_add_to_who(self, field: Field) -> None:
        """What is printed with those who are added is no longer than what is typed may be."""
        if field.data and LINE.characters < len(self._who()):
            raise ValidationError(
                f"Who has at most {LINE.characters} characters with those you add: shorten it, or add fewer"
            )

    def _who(self) -> str:
        """What was typed, and after it whoever of the team was chosen and is not in it."""
        return with_names(typed(self.who), [name for name in self.team if name in (self.add_to_who.data or ())])

    def validate_objective(self, field: Field) -> None:
        """An action says at least what it is about."""
        if not typed(field).strip() and not typed(self.area).strip():
            raise ValidationError("Enter a task objective, or an area of work")

    def text(self) -> ActionText:
        """What was typed; no due date, where that is to be worked out."""
        return ActionText(
            area=typed(self.area),
            standards=tuple(self.standards.data or ()),
            objective=typed(self.objective),
            steps=tuple(typed(entry) for entry in self.steps),
            outcomes=tuple(typed(entry) for entry in self.outcomes),
            who=self._who(),
            timescale=typed(self.timescale).strip(),
            due=self.due.data,
            completion=typed(self.completion),
            state=ActionState(self.state.data),
        )


class RagForm(SharedForm):
    """How an action stands other than as it is worked out, and why."""

    rag = RadioField("What it should say instead", [InputRequired("Choose how it stands")])
    reason = TextAreaField(
        "Why",
        [
            DataRequired("Say why it stands so"),
            AtMost(REASON_AT_MOST),
        ],
        description="Everybody who reads the plan sees this.",
    )

    def __init__(self, worked_out: Rag, **kwargs: Any) -> None:
        """Offers all but what is ``worked_out``, and but *complete*, which is a matter of the action's state."""
        super().__init__(**kwargs)
        others = [(rag.value, words) for rag, words in RAGS.items() if rag not in {worked_out, Rag.COMPLETE}]
        self.rag.choices = choices(others)


def not_too_many(field: Field, rows: int) -> None:
    """Raise ``ValidationError`` where ``field`` has more rows than an action may have of a kind."""
    if rows > MOST_ROWS:
        raise ValidationError(f"{field.label.text}: at most {MOST_ROWS}. Put some together, or add another action.")
