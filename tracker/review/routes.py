"""The review pack for whoever is signed in: members of the group answer, all others who read the year see the same."""

import uuid
from functools import partial
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.accounts.rules import Deed, insist
from tracker.assessments.queries import get_assessment
from tracker.db import db
from tracker.review import pages, rules
from tracker.review.pages import Pack

blueprint = Blueprint("review", __name__, url_prefix="/services/<slug>/assessments/<label>/review")
QUESTION = "/queries/<uuid:identifier>"


@blueprint.get("")
def start(slug: str, label: str) -> ResponseReturnValue:
    """What one is asked to do."""
    return pages.start(_pack(slug, label))


@blueprint.get("/<number>")
def standard(slug: str, label: str, number: str) -> ResponseReturnValue:
    """One standard."""
    return pages.standard(_pack(slug, label), number)


@blueprint.post("/<number>/agree")
def agree(slug: str, label: str, number: str) -> ResponseReturnValue:
    """Agree to its rating."""
    page = pages.agree(_pack(slug, label, rules.RESPOND), number)
    db.session.commit()
    return page


@blueprint.route("/<number>/question", methods=["GET", "POST"])
def question(slug: str, label: str, number: str) -> ResponseReturnValue:
    """Ask something about it."""
    page = pages.question(_pack(slug, label, rules.RESPOND), number)
    if request.method == "POST":
        db.session.commit()
    return page


@blueprint.get("/finish")
def finish(slug: str, label: str) -> ResponseReturnValue:
    """What one said, and what happens next."""
    return pages.finish(_pack(slug, label))


@blueprint.get("/queries")
def questions(slug: str, label: str) -> ResponseReturnValue:
    """All that was asked."""
    return pages.questions(_pack(slug, label))


@blueprint.route(f"{QUESTION}/answer", methods=["GET", "POST"])
def answer(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Answer it."""
    page = pages.answer(_pack(slug, label, rules.ANSWER), identifier)
    if request.method == "POST":
        db.session.commit()
    return page


@blueprint.post(f"{QUESTION}/close")
def close(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Say that it is answered."""
    page = pages.close(_pack(slug, label, rules.RESPOND), identifier)
    db.session.commit()
    return page


@blueprint.post(f"{QUESTION}/reopen")
def reopen(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Open it again."""
    page = pages.reopen(_pack(slug, label, rules.RESPOND), identifier)
    db.session.commit()
    return page


@blueprint.get("/print")
def whole(slug: str, label: str) -> ResponseReturnValue:
    """All of it on one page."""
    return pages.whole(_pack(slug, label))


@blueprint.get("/pack.docx")
def word(slug: str, label: str) -> ResponseReturnValue:
    """All of it as a Word document."""
    file = pages.word(_pack(slug, label))
    db.session.commit()
    return file


def _pack(slug: str, label: str, deed: Deed = rules.READ) -> Pack:
    """The pack in the hands of whoever is signed in and may do this with it."""
    service = get_service(slug, viewer=viewer())
    assessment = get_assessment(service, label, viewer=viewer(), to_change=request.method == "POST")
    insist(viewer(), deed, assessment.service_id)
    return Pack(assessment, viewer(), viewer(), by_link=False, to=partial(_address, slug, label))


def _address(slug: str, label: str, page: str, **values: Any) -> str:
    return url_for(f"review.{page}", slug=slug, label=label, **values)
