"""Who may say what to a rating, and when."""

from enum import StrEnum
from typing import Final

from tracker.accounts.rules import Deed, Role

READ = Deed.of("read what the advisory group asks", [Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR])
RESPOND = Deed.of("agree or query a rating", [Role.GROUP, Role.CHAIR])
ANSWER = Deed.of("answer what the advisory group asks", [Role.MANAGER])
CLOSE_ANY = Deed.of("close a query of somebody else", [Role.CHAIR])

TEXT_AT_MOST: Final = 5_000


class Response(StrEnum):
    """What a member says to a rating."""

    AGREE = "agree"
    QUERY = "query"
