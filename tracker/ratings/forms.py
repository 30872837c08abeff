"""Forms for one standard's rating."""

import uuid

from wtforms import HiddenField, RadioField, SubmitField, TextAreaField

from tracker.fields import SiteForm, VersionField, typed

NOT_RATED = ("", "Not yet rated")


class RestoreForm(SiteForm):
    """Which save of a rating to bring back; ``version`` is that of the rating that the page showed."""

    save = HiddenField()
    version = VersionField()

    def number(self) -> int:
        """The number of the save; what is none is 0, which nothing has."""
        text = typed(self.save)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


class RatingForm(SiteForm):
    """A rating with its notes; ``version`` is that of the rating that the page showed.

    Where somebody else saved meanwhile, ``base`` is the version that what was typed came of. ``back`` is "table" where
    it was typed there. ``asked_seen`` is what somebody was asked for and says to be done with this save, empty for
    nothing.
    """

    code = RadioField("Rating")
    notes = TextAreaField(
        "Notes",
        description="What the reader of the report wants to know: what shows that you do this, or what is missing and "
        "what you will do about it. For a list, start each line with “- ”.",
    )
    version = VersionField()
    base = VersionField()
    back = HiddenField()
    merge = SubmitField("Put both together")
    asked_seen = HiddenField()

    def assignment(self) -> uuid.UUID | None:
        """What is said to be done; what is no identifier is nothing."""
        try:
            return uuid.UUID(typed(self.asked_seen))
        except ValueError:
            return None
