"""What is looked for in the record, in the address."""

from collections.abc import Iterable, Sequence

from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField

from tracker.fields import DayField, choices, typed
from tracker.record.rules import Wanted


class RecordForm(Form):
    """Who, what, which standard, and from when to when; a value that there is not counts for nothing."""

    person = SelectField("Who", validate_choice=False)
    verb = SelectField("What", validate_choice=False)
    standard = SelectField("Standard", validate_choice=False)
    first = DayField("The first day")
    last = DayField("The last day")

    def __init__(
        self,
        asked: MultiDict[str, str],
        *,
        people: Sequence[tuple[str, str]],
        verbs: Sequence[tuple[str, str]],
        standards: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(asked)
        self.known = {"person": dict(people), "verb": dict(verbs), "standard": dict(standards)}
        self.person.choices = choices([("", "Everybody"), *people])
        self.verb.choices = choices([("", "Everything"), *verbs])
        self.standard.choices = choices([("", "All"), *standards])
        if not standards:
            del self.standard
        self.validate()

    def wanted(self) -> Wanted:
        """What is looked for; a day that is none is not."""
        return Wanted(
            person=self._chosen(self.person),
            verb=self._chosen(self.verb),
            standard=self._chosen(self.standard) if self.standard else "",
            first=self.first.data,
            last=self.last.data,
        )

    def asked(self) -> Iterable[tuple[str, str]]:
        """What the addresses of other pages keep: the names and values that look for something."""
        for field in (self.person, self.verb, self.standard):
            if field and (value := self._chosen(field)):
                yield field.name, value
        for day in (self.first, self.last):
            parts = zip(("day", "month", "year"), day.parts, strict=True)
            yield from ((f"{day.name}-{part}", value) for part, value in parts if value)

    def _chosen(self, field: SelectField) -> str:
        return typed(field) if typed(field) in self.known[field.name] else ""
