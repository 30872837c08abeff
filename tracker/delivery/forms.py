"""Forms where a plan is read: which actions to show, the cells of its table, and where to move an action."""

import uuid
from collections.abc import Callable, Iterable, Mapping

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from tracker.delivery.rules import CELLS, NO_STANDARD, NOBODY, NONE, Wanted, Wish
from tracker.fields import SiteForm, VersionField, choices, typed
from tracker.owners.rules import owner_key
from tracker.plans.forms import LINE, LONG
from tracker.plans.rules import RAGS, ActionState, Rag

TEXT_AT_MOST = 100


class WantedForm(Form):
    """Who, which standard, how it stands, which words, and only what is open; a value that there is not is nothing."""

    person = SelectField("Who", validate_choice=False)
    standard = SelectField("Standard", validate_choice=False)
    rag = SelectField("How it stands", validate_choice=False)
    text = StringField("Words in it")
    open = BooleanField("Only actions that are not complete")

    def __init__(
        self,
        asked: MultiDict[str, str],
        *,
        people: Iterable[str],
        names: Mapping[str, str],
        standards: Iterable[tuple[str, str]],
    ) -> None:
        super().__init__(asked)
        self.names = names
        rags = [(rag.value, words) for rag, words in RAGS.items()]
        self.person.choices = choices([("", "Everybody"), *((name, name) for name in people), (NONE, NOBODY)])
        self.standard.choices = choices([("", "All"), *standards, (NONE, NO_STANDARD)])
        self.rag.choices = choices([("", "However it stands"), *rags])

    def wanted(self) -> Wanted:
        """What is looked for. Letters do not tell people apart, nor do two names of one person."""
        rag = self._chosen(self.rag)
        return Wanted(
            person=self._chosen(self.person, lambda name: owner_key(self.names.get(owner_key(name), name))),
            standard=self._chosen(self.standard),
            rag=Rag(rag) if rag else None,
            text=" ".join(typed(self.text).split())[:TEXT_AT_MOST],
            only_open=bool(self.open.data),
        )

    def _chosen(self, field: SelectField, key: Callable[[str], str] = str.strip) -> str:
        """What was chosen, as the list has it; it is chosen in the list then, however the address writes it."""
        values = [value for value, *_ in field.iter_choices()]
        alike = {key(value): value for value in values if key(value)}
        field.data = typed(field) if typed(field) in values else alike.get(key(typed(field)), "")
        return typed(field)


class CellsForm(SiteForm):
    """What the table of a plan says of one action; ``version`` stands for what each cell said on the page."""

    area = TextAreaField("Area of work", [LINE])
    objective = TextAreaField("Task objective", [LONG])
    who = TextAreaField("Who", [LINE])
    timescale = TextAreaField("Timescale", [LINE])
    completion = TextAreaField("Actual completion", [LONG])
    state = SelectField("State", choices=choices((state.value, state.value.capitalize()) for state in ActionState))
    version = HiddenField(validators=[InputRequired()])

    def validate_objective(self, field: TextAreaField) -> None:
        """An action says at least what it is about."""
        if not typed(field).strip() and not typed(self.area).strip():
            raise ValidationError("Enter a task objective, or an area of work")

    def cells(self) -> dict[str, str]:
        """What was typed into each."""
        return {name: typed(self[name]) for name in CELLS}


class MoveForm(SiteForm):
    """Where to move an action: up, down, to a place or beside another; ``version`` is the place that it was seen at."""

    to = HiddenField()
    place = StringField("Move to place")
    beside = HiddenField()
    after = HiddenField()
    version = VersionField()

    def wish(self) -> Wish:
        """Where it is to go; what is typed as a place and is none is 0, which nothing has."""
        text = typed(self.place).strip()
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
        return Wish(typed(self.to), number, self.other(), after=bool(self.after.data))

    def other(self) -> uuid.UUID | None:
        """The action that it was dropped beside; what is no identifier is nothing."""
        try:
            return uuid.UUID(typed(self.beside))
        except ValueError:
            return None
