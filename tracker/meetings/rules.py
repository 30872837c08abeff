"""Who may record a meeting of the advisory group, what it can decide, and who can be there."""

from enum import StrEnum
from typing import Final

from tracker.accounts.rules import Deed, Role

READ = Deed.of("read what the advisory group decided", [Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR])
RECORD = Deed.of("record a meeting of the advisory group", [Role.CHAIR])
SAY_WHAT_BECAME = Deed.of("say what became of what the group asked for", [Role.MANAGER, Role.CHAIR])


class Presence(StrEnum):
    """How somebody took part in a meeting."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    GUEST = "guest"


class Decision(StrEnum):
    """What a meeting decides about a self-assessment as a whole."""

    RATIFIED = "ratified"
    WITH_EXCEPTIONS = "with_exceptions"
    SENT_BACK = "sent_back"


DECISIONS: Final = {
    Decision.RATIFIED: "Ratified",
    Decision.WITH_EXCEPTIONS: "Ratified with exceptions",
    Decision.SENT_BACK: "Sent back",
}
"""The decisions as people call them."""

STEPS: Final = {
    Decision.RATIFIED: "ratify",
    Decision.WITH_EXCEPTIONS: "ratify_with_exceptions",
    Decision.SENT_BACK: "send_back",
}
"""By which step of an assessment each is carried out."""

NAME_AT_MOST: Final = 200
PLACE_AT_MOST: Final = 200
REFERENCE_AT_MOST: Final = 100
TEXT_AT_MOST: Final = 5_000
