"""Who is asking: the person who is signed in, and pages that are for some of them only."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, request

from tracker.accounts.models import Person
from tracker.accounts.rules import insist_administrator
from tracker.db import begin_writing_alone

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


def viewer() -> Person:
    """Whoever is signed in. No page that is not public is reached without."""
    person: Person = g.viewer
    return person


def administrator_only(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """``view`` for administrators; ``Forbidden`` for everybody else.

    What sends something has the database to itself: of two who take each other's rights at once, one is too late.
    """

    @wraps(view)
    def checked(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        if request.method == "POST":
            begin_writing_alone()
        insist_administrator(viewer())
        return view(*args, **kwargs)

    return checked
