"""Forms of the review pack."""

from wtforms import TextAreaField

from tracker.fields import SiteForm, VersionField


class ResponseForm(SiteForm):
    """That a member agrees; ``version`` is that of the rating that the page showed."""

    version = VersionField()


class QuestionForm(ResponseForm):
    """What a member asks of a rating."""

    text = TextAreaField("Your question")


class AnswerForm(SiteForm):
    """What a manager answers to a question; ``version`` is how many answers the page showed."""

    text = TextAreaField("Your answer")
    version = VersionField()
