"""The form for a service's own days of seasons, school terms and the like."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field

from tracker.errors import Invalid
from tracker.fields import SharedForm
from tracker.seasons import TERMS, LastDay
from tracker.terms.rules import own_day


class YearDayField(Field):
    """A day that comes every year, as two inputs, day and month; both empty are ``None``."""

    data: LastDay | None
    parts: tuple[str, str]

    def process_data(self, value: LastDay | None) -> None:
        """Show the day that is there."""
        self.data = value
        self.parts = (str(value.day), str(value.month)) if value else ("", "")

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take what was sent as NAME-day and NAME-month."""
        super().process(None, data, extra_filters)
        names = [f"{self.name}-{part}" for part in ("day", "month")]
        if formdata is not None and any(name in formdata for name in names):
            day, month = (formdata.get(name, "").strip() for name in names)
            self.parts = (day, month)
            self._process_parts()

    def _process_parts(self) -> None:
        self.data = None
        if not any(self.parts):
            return
        if not all(part.isascii() and part.isdecimal() and len(part) <= 2 for part in self.parts):
            self.process_errors = [f"{self.label.text}: enter a day and a month, such as 31 8, or neither"]
            return
        try:
            self.data = own_day(self.short_name, *map(int, self.parts))
        except Invalid as error:
            self.process_errors = [f"{self.label.text}: {str(error)[0].lower()}{str(error)[1:]}"]


class TermsForm(SharedForm):
    """A service's own day for each term; what is empty stands for what it does anyway."""

    @classmethod
    def of(cls, days: Mapping[str, LastDay], seen: str) -> "TermsForm":
        """The form with what the service says."""
        return cls(data={**days, "seen": seen})

    def days(self) -> dict[str, LastDay]:
        """The days that were typed, by the key of their term."""
        typed = {key: self[key].data for key in TERMS}
        return {key: day for key, day in typed.items() if day}


for _key, _term in TERMS.items():
    setattr(TermsForm, _key, YearDayField(_term.name))
