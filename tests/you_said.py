"""Lines of *You said, we did*, made for tests."""

from tracker.accounts.models import Service
from tracker.accounts.rules import OPERATOR
from tracker.you_said.changes import add_line
from tracker.you_said.models import YouSaid
from tracker.you_said.rules import LineText

PAGE = "/services/lanternshire/you-said-we-did"


def make_line(service: Service, said: str = "The line is busy.", *, chosen: bool = True, **more: object) -> YouSaid:
    """A line that others are shown: ``make_line(service, "Say more.", did="We said more.")``."""
    texts = {name: str(more.pop(name, "")) for name in ("did", "came_of_it")}
    return add_line(service, LineText(said, chosen=chosen, **texts), **{"by": OPERATOR} | more)
