"""What can be chosen of the appendices. It is sent in the address, so that it can be kept as a bookmark."""

from collections.abc import Mapping
from typing import cast

from flask import request
from flask_wtf.file import FileRequired
from wtforms import BooleanField, Field, FileField, RadioField, SelectMultipleField, StringField
from wtforms.validators import Optional

from tracker.errors import NotFound
from tracker.exports.rules import FORMS
from tracker.fields import AtMost, DayField, SiteForm, choices, typed
from tracker.reports.comparison import Comparison
from tracker.reports.options import COLUMNS, LOOKS, OWN, VARIANTS, Choice, Options, Variant
from tracker.richtext import clean

TITLE = AtMost(200)
BUILT_IN = [(key, name) for key, (name, _) in LOOKS.items()]
WHICH = {"both": "Both appendices", "assessment": "Only the self-assessment", "plan": "Only the delivery plan"}


def version_asked() -> int | None:
    """The sealed version that is asked for, if one is. Raises ``NotFound`` for what is none."""
    asked = request.args.get("version", "")
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) < 6):
        raise NotFound(f"There is no version “{asked[:20]}”.")
    return int(asked) if asked else None


def _one_line(text: str | None) -> str:
    return " ".join(clean(text or "").split())


class ExportForm(SiteForm):
    """The options of the appendices; ``sections`` are those of the framework, by number."""

    class Meta:
        """Nothing is changed by it, so it needs no token."""

        csrf = False

    which = RadioField("What to download", choices=choices(WHICH.items()), default="both")
    look = RadioField("Look", choices=choices(BUILT_IN), default="calm")
    large_print = BooleanField("Large print: 18 point, a table for each action")
    summary = BooleanField("Begin with a page that sums the year up")
    glossary = BooleanField("Add a list of the abbreviations that occur")
    comparison = BooleanField("Add a comparison with last year")
    short_wording = BooleanField("Short titles of the standards instead of their full wording")
    section = RadioField("Sections", default="")
    variant = RadioField("Actions", choices=choices(VARIANTS.items()), default=Variant.PRINTED.value)
    columns = SelectMultipleField("Columns", choices=choices(COLUMNS.items()), default=list(COLUMNS))
    assessment_title = StringField(
        "Title of the self-assessment",
        [Optional(), TITLE],
        description="Such as Appendix 2: Self-assessment. Leave it empty for ours.",
        filters=[_one_line],
    )
    plan_title = StringField(
        "Title of the delivery plan", [Optional(), TITLE], description="Leave it empty for ours.", filters=[_one_line]
    )
    as_at = DayField("The date as at which it speaks")

    def __init__(
        self, *, sections: dict[str, str], with_plan: bool, template: str, last_year: str, sealed: bool
    ) -> None:
        """``template`` is the name of the service's own, ``last_year`` the label of the year before; empty for none.

        What is ``sealed`` says as at which day it speaks.
        """
        super().__init__(formdata=request.args if "which" in request.args else None)
        if template:
            self.look.choices = choices([(OWN, f"Your template: {template}"), *BUILT_IN])
            if not self.sent:
                self.look.data = OWN
        self.section.choices = choices([("", "All sections"), *sections.items()])
        self.comparison.label.text = f"Add a comparison with {last_year}"
        if not last_year:
            del self.comparison
        if sealed:
            del self.as_at
        if not with_plan:
            del self.variant, self.plan_title
            self.which.choices = choices([("assessment", WHICH["assessment"])])
            if not self.sent:
                self.which.data = "assessment"

    @property
    def sent(self) -> bool:
        """Whether something was chosen."""
        return "which" in request.args

    @property
    def form(self) -> str:
        """The form that was asked for. Raises ``NotFound`` for one that there is not."""
        asked = request.args.get("as", "docx")
        if asked not in FORMS:
            raise NotFound("That form of the appendices is not made here. Choose one on the page before.")
        return asked

    @property
    def wants_comparison(self) -> bool:
        """Whether last year is to stand beside this one."""
        return bool(self.comparison and self.comparison.data)

    def options(self, *, abbreviations: Mapping[str, str], comparison: Comparison | None) -> Options:
        """What was chosen; ``abbreviations`` are the service's own, ``comparison`` is there where it is wanted."""
        return Options(
            only=None if self.which.data == "both" else cast("Choice", self.which.data),
            look=self.look.data,
            large_print=self.large_print.data,
            summary=self.summary.data,
            short_wording=self.short_wording.data,
            section=self.section.data,
            columns=frozenset(self.columns.data or ()),
            variant=Variant(self._of("variant") or Variant.PRINTED),
            assessment_title=typed(self.assessment_title),
            plan_title=self._of("plan_title"),
            as_at=self.as_at.data if self.as_at else None,
            glossary=abbreviations if self.glossary.data else None,
            comparison=comparison,
        )

    def _of(self, name: str) -> str:
        field: Field | None = self._fields.get(name)
        return typed(field) if field else ""


class ReportForm(SiteForm):
    """The report that the appendices go into."""

    report = FileField(
        "The annual report",
        [FileRequired("Choose the annual report")],
        description="A .docx. It is not kept: you get it back with the appendices in it.",
        render_kw={"accept": ".docx"},
    )
