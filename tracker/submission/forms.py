"""Forms of what comes before submitting."""

from wtforms import HiddenField, TextAreaField

from tracker.fields import SiteForm, VersionField


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
    version = VersionField()
