"""*You said, we did*: its lines, one of them, and what is taken from it for paper and for a website."""

import uuid
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist, may
from tracker.db import begin_writing, db
from tracker.downloads import handed_over
from tracker.errors import Conflict, Invalid, NotFound, Stale
from tracker.evidence import rules as backing
from tracker.evidence.models import Evidence
from tracker.evidence.queries import get_evidence
from tracker.plans.models import Action
from tracker.word.appendix import TextDocument
from tracker.word.writer import write_text
from tracker.you_said import changes, queries, rules
from tracker.you_said.forms import LineForm, RemoveForm, key
from tracker.you_said.paper import fragment, lines_document
from tracker.you_said.rules import Direction

blueprint = Blueprint("you_said", __name__, url_prefix="/services/<slug>/you-said-we-did")
LINE = "/<uuid:identifier>"
OWN_WORDS = "own"
"""What is chosen instead of evidence or an action where the manager writes the words alone."""


@blueprint.get("")
def lines(slug: str) -> ResponseReturnValue:
    """The lines in their order: all for who writes them, for others those that are shown."""
    service = get_service(slug, viewer=viewer())
    there = queries.lines_of(service, viewer=viewer())
    shown = [line for line in there if line.chosen]
    may_write = may(viewer(), rules.WRITE, service.id)
    return render_template(
        "you_said/lines.html",
        service=service,
        lines=list(zip(rules.numbers(line.chosen for line in there), there, strict=True)),
        shown=shown,
        doubts=rules.doubts_in(map(queries.text_of, shown)) if may_write else [],
        may_write=may_write,
        may_read_evidence=may(viewer(), backing.READ, service.id),
    )


@blueprint.get("/add")
def choose_feedback(slug: str) -> ResponseReturnValue:
    """Add a line, first step: choose the feedback that it is from."""
    service, everything = _service(slug), "everything" in request.args
    return render_template(
        "you_said/choose_feedback.html",
        service=service,
        items=queries.feedback_of(service, everything=everything, viewer=viewer()),
        everything=everything,
        number=rules.NUMBER,
        own=OWN_WORDS,
    )


@blueprint.get("/add/<source>")
def choose_action(slug: str, source: str) -> ResponseReturnValue:
    """Second step: choose the action that answered it."""
    service = _service(slug)
    actions = queries.actions_offered(service, viewer=viewer())
    return render_template(
        "you_said/choose_action.html",
        service=service,
        source=source,
        item=_item(service, source),
        by_plan=[(plan, list(of_one)) for plan, of_one in groupby(actions, key=lambda action: action.plan)],
        own=OWN_WORDS,
    )


@blueprint.route("/add/<source>/<answer>", methods=["GET", "POST"])
def add(slug: str, source: str, answer: str) -> ResponseReturnValue:
    """Third step: write the words, from what is offered."""
    service = _service(slug)
    item, action = _item(service, source), _action(service, answer)
    form = LineForm(queries.offer(item, action))
    if form.validate_on_submit():
        known_by = form.identifier()
        changes.add_line(service, form.text(), evidence=item, action=action, identifier=known_by, by=viewer())
        db.session.commit()
        flash("Line added, as the last one." if form.chosen.data else "Line added. Nobody else is shown it yet.")
        return redirect(url_for("you_said.lines", slug=slug))
    return render_template("you_said/add.html", service=service, form=form, item=item, action=action)


@blueprint.route(LINE, methods=["GET", "POST"])
def line(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """One line: its words, and whether others are shown it."""
    service = _service(slug)
    there = queries.get_line(service, identifier, viewer=viewer(), to_change=request.method == "POST")
    form = LineForm(queries.text_of(there), version=there.version)
    if not form.validate_on_submit():
        return render_template("you_said/line.html", service=service, form=form, line=there)
    try:
        changes.save_line(there, form.text(), version=form.version.seen(), by=viewer())
    except Stale:
        form.version.data = str(there.version)
        differs = rules.differences(form.text(), queries.text_of(there))
        return render_template("you_said/line.html", service=service, form=form, line=there, differs=differs), 409
    db.session.commit()
    flash("Line saved.")
    return redirect(url_for("you_said.lines", slug=slug))


@blueprint.post(f"{LINE}/move")
def move(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Let a line change places with the one before or after it."""
    there = queries.get_line(_service(slug), identifier, viewer=viewer(), to_change=True)
    wanted = request.form.get("direction", "")
    if wanted not in set(Direction):
        raise Invalid("Say whether the line is to move up or down: go back to the page and press one of its buttons.")
    moved = changes.move_line(there, Direction(wanted), by=viewer())
    db.session.commit()
    anchor = f"line-{identifier}"
    said = f"Line moved {wanted}." if moved else f"The line is where it was: no line is further {wanted}."
    flash(said, anchor)
    return redirect(url_for("you_said.lines", slug=slug, _anchor=anchor))


@blueprint.route(f"{LINE}/remove", methods=["GET", "POST"])
def remove(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Remove a line, after one has been asked."""
    service = _service(slug)
    there = queries.get_line(service, identifier, viewer=viewer(), to_change=request.method == "POST")
    form = RemoveForm(version=there.version)
    if form.validate_on_submit():
        try:
            changes.remove_line(there, version=form.version.seen(), by=viewer())
        except Stale as error:
            form = RemoveForm(None, version=there.version)
            shown = render_template("you_said/remove.html", service=service, form=form, line=there, refusal=str(error))
            return shown, 409
        db.session.commit()
        flash("Line removed. The evidence and the action that it was from are as they were.")
        return redirect(url_for("you_said.lines", slug=slug))
    return render_template("you_said/remove.html", service=service, form=form, line=there)


@blueprint.get("/website")
def website(slug: str) -> ResponseReturnValue:
    """What is shown, as HTML to paste into a website, and how it looks."""
    service = get_service(slug, viewer=viewer())
    shown = queries.shown_lines_of(service, viewer=viewer())
    return render_template(
        "you_said/website.html",
        service=service,
        shown=shown,
        doubts=rules.doubts_in(map(queries.text_of, shown)) if may(viewer(), rules.WRITE, service.id) else [],
        html=fragment(lines_document(service, shown)),
        preview=_markup(fragment(lines_document(service, shown))),
    )


@blueprint.get("/page")
def page(slug: str) -> ResponseReturnValue:
    """What is shown, as a web page of its own to download; that it was taken is kept in the record."""
    service, made = _taken(slug, "html")
    html = render_template("you_said/page.html", service=service, html=_markup(fragment(made)), title=made.title)
    return handed_over(html.encode(), f"{slug}-you-said-we-did.html", "html")


@blueprint.get("/word")
def word(slug: str) -> ResponseReturnValue:
    """What is shown, as a Word document; that it was taken is kept in the record."""
    _, made = _taken(slug, "docx")
    return handed_over(write_text(made, at=clock.now()), f"{slug}-you-said-we-did.docx", "docx")


def _service(slug: str) -> Service:
    """The service, for who writes its lines."""
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.WRITE, service.id)
    return service


def _item(service: Service, source: str) -> Evidence | None:
    return None if source == OWN_WORDS else get_evidence(service, _key(source), viewer=viewer())


def _action(service: Service, answer: str) -> Action | None:
    return None if answer == OWN_WORDS else queries.get_action_of(service, _key(answer), viewer=viewer())


def _key(text: str) -> uuid.UUID:
    if (found := key(text)) is None:
        raise NotFound("There is no such evidence or action. Begin again at “Add a line”.")
    return found


def _taken(slug: str, form: str) -> tuple[Service, TextDocument]:
    """The document of what is shown, and in the record that it was taken. Raises ``Conflict`` for nothing."""
    begin_writing()
    service = get_service(slug, viewer=viewer())
    shown = queries.shown_lines_of(service, viewer=viewer())
    if not shown:
        raise Conflict("No line is shown yet, so there is nothing to download. The service manager chooses the lines.")
    made = lines_document(service, shown)
    changes.take_lines(service, form, by=viewer())
    db.session.commit()
    return service, made


def _markup(html: str) -> Markup:
    return Markup(html)  # noqa: S704  # sanitised where it was made
