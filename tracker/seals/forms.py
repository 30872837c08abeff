"""The form by which a correction begins."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired

from tracker.assessments.rules import REASON_AT_MOST
from tracker.fields import AtMost, SiteForm


class CorrectionForm(SiteForm):
    """Why a ratified year is corrected."""

    reason = TextAreaField(
        "Why it is corrected",
        [
            InputRequired("Say why it is corrected"),
            AtMost(REASON_AT_MOST),
        ],
        description="Such as: the return rate of 2.4 was that of the year before. It stays with the new version.",
    )
