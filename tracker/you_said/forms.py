"""Forms for a line of *You said, we did*: what it is drawn from, and its texts."""

import uuid
from typing import Any

from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import DataRequired

from tracker.fields import AtMost, SiteForm, VersionField, typed
from tracker.you_said.models import AT_MOST
from tracker.you_said.rules import CAME_OF_IT, DID, SAID, LineText

LENGTH = AtMost(AT_MOST)


class LineForm(SiteForm):
    """The three texts of a line, and whether others are shown it.

    ``new`` is what a line that is added is to be known by, so that a form sent twice adds one.
    """

    said = TextAreaField(SAID, [DataRequired("Enter what families said"), LENGTH])
    did = TextAreaField(DID, [LENGTH])
    came_of_it = TextAreaField(CAME_OF_IT, [LENGTH])
    chosen = BooleanField("Show this line to others, and in what is downloaded")
    version = VersionField()
    new = HiddenField()

    def __init__(self, shown: LineText, *, version: int = 0, **kwargs: Any) -> None:
        """Filled with what ``shown`` says, until something is sent."""
        said = {name: getattr(shown, name) for name in shown.__slots__}
        super().__init__(data=said | {"version": str(version), "new": str(uuid.uuid4())}, **kwargs)

    def identifier(self) -> uuid.UUID | None:
        """What a line that is added is to be known by."""
        return key(typed(self.new))

    def text(self) -> LineText:
        """What was typed."""
        return LineText(typed(self.said), typed(self.did), typed(self.came_of_it), bool(self.chosen.data))


class RemoveForm(SiteForm):
    """Whether a line is to go, as it was when the page was made."""

    version = VersionField()


def key(text: str) -> uuid.UUID | None:
    """``text`` as an identifier, if it is one."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
