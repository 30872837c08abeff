"""Forms about what backs a rating."""

import uuid
from collections.abc import Iterable

from wtforms import HiddenField, SelectMultipleField

from tracker.accounts.rules import fingerprint
from tracker.fields import SiteForm, typed

ALL = "all"


class _Identifiers(SelectMultipleField):
    """Identifiers of things; what is none is left out."""

    def identifiers(self) -> set[uuid.UUID]:
        """What was sent."""
        return set(_identifiers(self.data or ()))


class ChoiceForm(SiteForm):
    """Items to back a rating with; ``was`` are those that backed it when the page was made.

    What somebody else added or took off meanwhile is neither added nor taken off again. ``search`` is there where the
    page is only to show other items.
    """

    items = _Identifiers("Evidence", validate_choice=False)
    was = _Identifiers(validate_choice=False)
    search = HiddenField()

    def added(self) -> set[uuid.UUID]:
        """What was ticked since the page was made."""
        return self.items.identifiers() - self.was.identifiers()

    def removed(self) -> set[uuid.UUID]:
        """What was unticked since then."""
        return self.was.identifiers() - self.items.identifiers()

    def sign(self) -> str:
        """A short sign for what backed the rating when the page was made."""
        return fingerprint(sorted(map(str, self.was.identifiers())))

    def searches(self) -> bool:
        """Whether other items are asked for, and nothing is to be saved."""
        return bool(typed(self.search))

    def wants_all(self) -> bool:
        """Whether the whole library is asked for."""
        return typed(self.search) == ALL


class AgainForm(SiteForm):
    """Last year's items to use again."""

    items = _Identifiers(validate_choice=False)


class TakeOutForm(SiteForm):
    """An item to take out of the library; ``backed`` are the ratings that the page named."""

    backed = _Identifiers(validate_choice=False)


def _identifiers(texts: Iterable[str]) -> Iterable[uuid.UUID]:
    for text in texts:
        try:
            yield uuid.UUID(text)
        except ValueError:
            continue
