"""How long a session lasts, and how long to wait after failures."""

from datetime import timedelta

SESSION_LASTS = timedelta(hours=12)
FAILURES_COUNT_FOR = timedelta(minutes=15)
FREE_TRIES = {"account": 5, "address": 20}
FIRST_WAIT = timedelta(seconds=30)


def wait_after(failures: int, *, free: int) -> timedelta:
    """How long to wait after the last of so many failures: nothing for the free ones, then twice as long each time.

    Never longer than failures count for, so that nobody is locked out for good.
    """
    if failures < free:
        return timedelta(0)
    doublings = min(failures - free, 10)
    return min(FIRST_WAIT * (1 << doublings), FAILURES_COUNT_FOR)
