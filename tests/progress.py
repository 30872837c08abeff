"""An action of which progress is recorded, and where."""

from tracker.accounts.rules import OPERATOR, period
from tracker.plans.changes import add_action, start_plan
from tracker.plans.rules import ActionText

PLAN = "/services/lanternshire/plans/2021-22"
LEAFLETS = ActionText(
    objective="Print leaflets",
    steps=("Draft them", "Hand them out"),
    outcomes=("An additional 3 Parent Champions", "Families know of us"),
)


def leaflets(service, framework):
    """The action, in a plan of 2021-22 of its own."""
    return add_action(start_plan(service, period("2021-22", 9), by=OPERATOR), LEAFLETS, framework, by=OPERATOR)


def address(action, *places):
    """The address of the action's page, or of a place below it."""
    return "/".join([f"{PLAN}/actions/{action.id}", *map(str, places)])


def by_another_service(address):
    """The same place as somebody would name it in another service."""
    return address.replace("lanternshire", "other")
