"""The one change to frameworks: one is loaded."""

from tracker.audit.changes import record
from tracker.audit.rules import Identified
from tracker.db import db
from tracker.errors import Conflict
from tracker.standards import queries
from tracker.standards.models import Framework, FrameworkRating, Section, Standard
from tracker.standards.rules import FrameworkWording


def load_framework(wording: FrameworkWording, *, by: Identified) -> tuple[Framework, bool]:
    """The framework with this wording, and whether it is new.

    A version that is loaded stays as it is: the same wording changes nothing, another raises ``Conflict``.
    """
    loaded = queries.find_framework(wording.identifier, wording.version)
    if loaded is not None:
        if loaded.wording != wording:
            raise Conflict(
                f"Version {wording.version} of {wording.identifier} is loaded with another wording, which assessments "
                "may rest on. Give the changed file a version of its own."
            )
        return loaded, False
    framework = _framework(wording)
    db.session.add(framework)
    db.session.flush()
    record("load_framework", framework.id, by=by, slug=wording.slug)
    return framework, True


def _framework(wording: FrameworkWording) -> Framework:
    framework = Framework(
        identifier=wording.identifier,
        version=wording.version,
        title=wording.title,
        short_title=wording.short_title,
        publisher=wording.publisher,
        read_as=wording.read_as,
        ratings=[
            FrameworkRating(
                code=entry.code,
                position=position,
                label=entry.label,
                meaning=entry.meaning,
                calls_for=entry.calls_for,
            )
            for position, entry in enumerate(wording.ratings, 1)
        ],
    )
    order = {number: position for position, number in enumerate(wording.standards, 1)}
    for position, section in enumerate(wording.sections, 1):
        standards = [
            Standard(number=s.number, position=order[s.number], short_title=s.short_title, text=s.text)
            for s in section.standards
        ]
        framework.sections.append(
            Section(number=section.number, position=position, title=section.title, standards=standards)
        )
    return framework
