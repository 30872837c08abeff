"""Where a try comes from, and the page of whoever has to wait before the next."""

import ipaddress
import math
from http import HTTPStatus

from flask.typing import ResponseReturnValue

from tracker.accounts.rules import hashed
from tracker.db import take_turn
from tracker.sign_in import queries
from tracker.web import error_page, sent_from


def tried_from() -> str:
    """Where the request comes from; of IPv6 the network, since whoever has one address there has them all."""
    text = sent_from()
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    return text if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


def wait_page(account: str, place: str) -> ResponseReturnValue | None:
    """The page that says how long to wait after failures with ``account`` or from ``place``, if it is so.

    Tries with the same account wait for each other here, so that none escapes the count.
    """
    take_turn(hashed(account))  # whatever was typed: the database takes not every sign
    wait = queries.wait_for(account, place)
    if not wait:
        return None
    minutes = math.ceil(wait.total_seconds() / 60)
    page, status = error_page(
        HTTPStatus.TOO_MANY_REQUESTS, f"Wait {minutes} minute{'s' if minutes > 1 else ''}, then try again."
    )
    return page, status, {"Retry-After": str(int(wait.total_seconds()) + 1)}
