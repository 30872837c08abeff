"""Who may make links to the review pack, and how long they last."""

from datetime import timedelta
from typing import Final

from tracker.accounts.rules import Deed, Role

MAKE = Deed.of("invite somebody to the review by a link", [Role.MANAGER, Role.CHAIR])

LASTS: Final = timedelta(days=42)
"""From making a link: as long as a group has to read before its meeting, and some days more."""
