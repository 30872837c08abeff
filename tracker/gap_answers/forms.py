"""The form of an answer to whether a rating is to be looked at again."""

from wtforms import HiddenField

from tracker.fields import SiteForm


class AnswerForm(SiteForm):
    """Yes or no, about a standard by its number."""

    standard = HiddenField()
    answer = HiddenField()
