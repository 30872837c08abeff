"""The file to look at."""

from flask_wtf.file import FileField, FileRequired

from tracker.fields import SiteForm


class VerifyForm(SiteForm):
    """A Word file, of which nothing is kept."""

    document = FileField(
        "Word file",
        [FileRequired("Choose a Word file")],
        description="The appendices as they were downloaded (.docx), or the report that they were put into.",
        render_kw={"accept": ".docx"},
    )
