"""Forms of what comes before submitting."""

from wtforms import Field, HiddenField, TextAreaField
from wtforms.validators import ValidationError

from tracker.fields import DayField, SiteForm, VersionField, typed


class SignForm(SiteForm):
    """Which words of which place are decided about."""

    sign = HiddenField()


class ReasonForm(SiteForm):
    """Why a rating has no action; ``version`` is that of the rating that the page showed."""

    reason = TextAreaField(
        "Why there is no action",
        description="Such as: the council decides about this next summer, and we can do nothing before then. Empty it "
        "to take the reason back.",
    )
    until = DayField("Look at it again on")
    version = VersionField()

    def validate_until(self, field: Field) -> None:
        """What is accepted is looked at again one day."""
        if typed(self.reason).strip() and field.data is None and not field.errors:
            raise ValidationError("Enter the day on which you will look at it again")
