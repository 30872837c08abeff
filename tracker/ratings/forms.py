"""Forms for one standard's rating."""

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
    it was typed there.
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
