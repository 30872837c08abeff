"""What can be chosen of the plan to take. It is sent in the address, so that it can be kept as a bookmark."""

from collections.abc import Sequence
from typing import Final

from flask import request
from wtforms import BooleanField, RadioField, SelectField

from tracker.errors import NotFound
from tracker.fields import SiteForm, choices, typed
from tracker.plan_exports.rules import FORMS, VARIANTS, PlanVariant
from tracker.reports.options import LOOKS, OWN

BUILT_IN: Final = [(key, name) for key, (name, _) in LOOKS.items()]
EVERYBODY: Final = ("", "Everybody")


class PlanExportForm(SiteForm):
    """For whom the plan is to be, and how it is to look; ``template`` is the name of the service's own, if any."""

    class Meta:
        """Nothing is changed by it, so it needs no token."""

        csrf = False

    variant = RadioField(
        "For whom",
        choices=choices((key, name) for key, (name, _) in VARIANTS.items()),
        default=PlanVariant.REPORT.value,
    )
    owner = SelectField("Whose list", default="", description="For the owner’s list.")
    look = RadioField("Look", choices=choices(BUILT_IN), default="calm")
    large_print = BooleanField("Large print: 18 point, a table for each action")

    def __init__(self, *, template: str, owners: Sequence[str]) -> None:
        super().__init__(formdata=request.args if self.sent else None)
        self.owner.choices = choices([EVERYBODY, *((name, name) for name in owners)])
        if template:
            self.look.choices = choices([(OWN, f"Your template: {template}"), *BUILT_IN])
            if not self.sent:
                self.look.data = OWN

    @property
    def sent(self) -> bool:
        """Whether something was chosen."""
        return "variant" in request.args

    @property
    def form(self) -> str:
        """The form that was asked for. Raises ``NotFound`` for one that there is not."""
        asked = request.args.get("as", "docx")
        if asked not in FORMS:
            raise NotFound("That form of the plan is not made here. Choose one on the page before.")
        return asked

    def chosen(self) -> tuple[PlanVariant, str, bool]:
        """For whom, whose list alone (empty for everybody's), and whether in large print."""
        variant = PlanVariant(self.variant.data)
        return variant, typed(self.owner) if variant is PlanVariant.OWNERS else "", bool(self.large_print.data)
