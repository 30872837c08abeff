"""Steps ticked, outcomes marked, notes, what is offered as actual completion, and an action completed."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service, name_of
from tracker.accounts.rules import fingerprint, insist
from tracker.clock import in_words
from tracker.db import db
from tracker.errors import Invalid, Stale
from tracker.fields import typed
from tracker.plans.models import Action, Outcome, Step
from tracker.plans.queries import get_action, get_plan
from tracker.plans.rules import ActionState
from tracker.progress import changes, queries, rules
from tracker.progress.forms import CompletionForm, MarkForm, NoteForm, PressForm, TickForm
from tracker.progress.models import ProgressNote
from tracker.progress.rules import differences
from tracker.web import refused

blueprint = Blueprint("progress", __name__, url_prefix="/services/<slug>/plans/<label>/actions/<uuid:identifier>")
STEP = "/steps/<uuid:step_identifier>"
OUTCOME = "/outcomes/<uuid:outcome_identifier>"
NOTE = "/notes/<uuid:note_identifier>"


@blueprint.route(f"{STEP}/tick", methods=["GET", "POST"])
def tick_step(slug: str, label: str, identifier: uuid.UUID, step_identifier: uuid.UUID) -> ResponseReturnValue:
    """Tick a step: in one press where it is done today, and here for another day."""
    action = _action(slug, label, identifier)
    step = queries.get_step(action, step_identifier)
    form, is_new = TickForm(step), action.state is ActionState.NOT_STARTED
    about = {"action": action, "step": step, "by": name_of(step.done_by or "")}
    if form.validate_on_submit():
        try:
            changes.tick_step(action, step, day=form.day.data, seen=form.was_seen(), by=viewer())
        except Stale as error:
            form.seen.data = changes.sign_of(step)
            return refused(form.day, error, "progress/tick_step.html", form=form, **about)
        db.session.commit()
        started = " The action is ongoing now." if is_new and action.state is ActionState.ONGOING else ""
        on = f": done on {in_words(step.done_on)}" if step.done_on else ""
        return _back(action, f"Step {step.position} ticked{on}.{started}", at="steps")
    return render_template("progress/tick_step.html", form=form, **about)


@blueprint.post(f"{STEP}/untick")
def untick_step(slug: str, label: str, identifier: uuid.UUID, step_identifier: uuid.UUID) -> ResponseReturnValue:
    """Say that a step is not done after all."""
    action = _action(slug, label, identifier)
    step = queries.get_step(action, step_identifier)
    changes.untick_step(action, step, seen=PressForm().was_seen(), by=viewer())
    db.session.commit()
    return _back(action, f"Step {step.position} is not ticked any more.", at="steps")


@blueprint.route(f"{OUTCOME}/mark", methods=["GET", "POST"])
def mark_outcome(slug: str, label: str, identifier: uuid.UUID, outcome_identifier: uuid.UUID) -> ResponseReturnValue:
    """Say what came of an outcome."""
    action = _action(slug, label, identifier)
    outcome = queries.get_outcome(action, outcome_identifier)
    form, about = MarkForm(outcome), {"action": action, "outcome": outcome}
    if form.validate_on_submit():
        try:
            changes.mark_outcome(action, outcome, form.mark(), seen=form.was_seen(), by=viewer())
        except Stale:
            form.seen.data = changes.sign_of(outcome)
            differs = differences(form.mark(), queries.mark_of(outcome))
            return render_template("progress/mark_outcome.html", form=form, differs=differs, **about), 409
        except Invalid as error:
            return refused(form.sentence, error, "progress/mark_outcome.html", form=form, **about)
        db.session.commit()
        return _back(action, f"Outcome {outcome.position} saved.", at="outcomes")
    return render_template("progress/mark_outcome.html", form=form, **about)


@blueprint.route("/notes/add", methods=["GET", "POST"])
def add_note(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Note what was done on a day."""
    action = _action(slug, label, identifier)
    form = NoteForm()
    if form.validate_on_submit():
        try:
            note = changes.add_note(
                action, typed(form.text), day=form.day.data, identifier=form.identifier(), by=viewer()
            )
        except Invalid as error:
            return refused(form.text, error, "progress/add_note.html", form=form, action=action)
        db.session.commit()
        return _back(action, f"Note for {in_words(note.day)} saved.", at="notes")
    return render_template("progress/add_note.html", form=form, action=action)


@blueprint.post(f"{NOTE}/delete")
def delete_note(slug: str, label: str, identifier: uuid.UUID, note_identifier: uuid.UUID) -> ResponseReturnValue:
    """Take a note out; the action's page offers to put it back."""
    note = _note(slug, label, identifier, note_identifier)
    changes.delete_note(note, by=viewer())
    db.session.commit()
    said = f"The note for {in_words(note.day)} was taken out. You can put it back below."
    return _back(note.action, said, at="notes")


@blueprint.post(f"{NOTE}/restore")
def restore_note(slug: str, label: str, identifier: uuid.UUID, note_identifier: uuid.UUID) -> ResponseReturnValue:
    """Put a note back."""
    note = _note(slug, label, identifier, note_identifier)
    changes.restore_note(note, by=viewer())
    db.session.commit()
    return _back(note.action, f"The note for {in_words(note.day)} is back.", at="notes")


@blueprint.post("/complete")
def complete_action(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Say that the action is complete."""
    action = _action(slug, label, identifier)
    changes.complete_action(action, by=viewer())
    db.session.commit()
    return _back(action, f"Action {action.position} is complete.")


@blueprint.post("/reopen")
def reopen_action(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Say that the action is not complete after all."""
    action = _action(slug, label, identifier)
    changes.reopen_action(action, by=viewer())
    db.session.commit()
    return _back(action, f"Action {action.position} is {action.state.value} again.")


@blueprint.post("/completion")
def use_completion(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Let actual completion say what was offered; where somebody changed it meanwhile, both are shown."""
    action = _action(slug, label, identifier)
    form = CompletionForm()
    try:
        changes.use_completion(action, typed(form.text), seen=form.was_seen(), by=viewer())
    except Stale:
        form.seen.data = sign_of_completion(action)
        return render_template("progress/use_completion.html", form=form, action=action), 409
    db.session.commit()
    return _back(action, f"Actual completion of action {action.position} saved.", at="completion")


@blueprint.app_template_global()
def sign_of(line: Step | Outcome) -> str:
    """What a page shows of a step or an outcome, so that a press on a page that is out of date is found out."""
    return changes.sign_of(line)


@blueprint.app_template_global()
def sign_of_completion(action: Action) -> str:
    """The same of what actual completion says."""
    return fingerprint(action.completion)


def _action(slug: str, label: str, identifier: uuid.UUID) -> Action:
    """The action, whose progress whoever looks may record; nobody else changes it meanwhile."""
    plan = get_plan(get_service(slug, viewer=viewer()), label, viewer=viewer())
    insist(viewer(), rules.RECORD_PROGRESS, plan.service_id)
    plan.insist_open()
    return get_action(plan, identifier, to_change=request.method == "POST")


def _note(slug: str, label: str, identifier: uuid.UUID, note_identifier: uuid.UUID) -> ProgressNote:
    return queries.get_note(_action(slug, label, identifier), note_identifier)


def _back(action: Action, said: str, *, at: str = "") -> ResponseReturnValue:
    """To the action's page, which says what was done ``at`` the part of it that then stands on the screen."""
    flash(said, at or "message")
    slug, label = action.plan.service.slug, action.plan.label
    return redirect(url_for("delivery.action", slug=slug, label=label, identifier=action.id, _anchor=at or None))
