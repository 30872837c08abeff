"""Who is asking: the person who is signed in, and pages that are for some of them only."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g

from tracker.accounts.models import Person
from tracker.accounts.rules import insist_administrator

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


def viewer() -> Person:
    """Whoever is signed in. No page that is not public is reached without."""
    person: Person = g.viewer
    return person


def administrator_only(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """``view`` for administrators; ``Forbidden`` for everybody else."""

    @wraps(view)
    def checked(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        insist_administrator(viewer())
        return view(*args, **kwargs)

    return checked
