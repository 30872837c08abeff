"""A service's Word template: choose a file, say which of its styles is for what, take it away."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist
from tracker.db import begin_writing, db, outside_transaction
from tracker.downloads import handed_back
from tracker.errors import Invalid, Stale
from tracker.fields import typed
from tracker.web import refused
from tracker.word.host import Host
from tracker.word.styles import styles_of
from tracker.word.trial import usable_styles
from tracker.word_templates import changes, rules
from tracker.word_templates.forms import StylesForm, TemplateForm, role_fields, styles_form
from tracker.word_templates.models import WordTemplate
from tracker.word_templates.queries import find_word_template, get_word_template

blueprint = Blueprint("word_templates", __name__, url_prefix="/services/<slug>/word-template")


@blueprint.get("")
def template(slug: str) -> ResponseReturnValue:
    """The template that there is, or how to get one."""
    return render_template("word_templates/template.html", **_about(_service(slug)))


@blueprint.post("")
def upload(slug: str) -> ResponseReturnValue:
    """Take a template, in place of any before."""
    service, form = _service(slug), TemplateForm()
    if form.validate():
        sent = form.template.data
        content, name = sent.read(), sent.filename or ""
        try:
            styles = outside_transaction(partial(usable_styles, content))
        except Invalid as error:
            return refused(form.template, error, "word_templates/template.html", **_about(service, form=form))
        changes.keep_word_template(_service(slug), name, content, styles, by=viewer())
        db.session.commit()
        flash("Your template is used for the appendices from now on.")
        return redirect(url_for("word_templates.template", slug=slug))
    return render_template("word_templates/template.html", **_about(service, form=form))


@blueprint.post("/styles")
def choose_styles(slug: str) -> ResponseReturnValue:
    """Say which of its styles is for what."""
    service = _service(slug)
    there = get_word_template(service, viewer=viewer())
    form = _styles_form(there)
    if form.validate():
        try:
            changes.choose_styles(there, form.chosen(), seen=typed(form.seen), by=viewer())
        except Stale as error:
            form.seen.data = there.fingerprint
            first = role_fields(form)[0]
            return refused(first, error, "word_templates/template.html", **_about(service, styles=form))
        db.session.commit()
        flash("Styles saved.")
        return redirect(url_for("word_templates.template", slug=slug))
    return render_template("word_templates/template.html", **_about(service, styles=form))


@blueprint.post("/remove")
def remove(slug: str) -> ResponseReturnValue:
    """Go back to the looks that are built in."""
    changes.remove_word_template(get_word_template(_service(slug), viewer=viewer()), by=viewer())
    db.session.commit()
    flash("Your template was removed. The appendices are in the built-in look again.")
    return redirect(url_for("word_templates.template", slug=slug))


@blueprint.get("/file")
def file(slug: str) -> ResponseReturnValue:
    """The template as it was sent; that it was taken is kept in the record."""
    begin_writing()
    there = get_word_template(_service(slug), viewer=viewer())
    content, name = there.content, there.name
    changes.take_word_template(there, by=viewer())
    db.session.commit()
    return handed_back(content, name)


def _service(slug: str) -> Service:
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.CHOOSE, service.id)
    return service


def _styles_form(template: WordTemplate) -> StylesForm:
    return styles_form(styles_of(Host(template.content)), template.styles, seen=template.fingerprint)


def _about(
    service: Service, *, form: TemplateForm | None = None, styles: StylesForm | None = None
) -> dict[str, object]:
    there = find_word_template(service, viewer=viewer())
    if there and styles is None:
        styles = _styles_form(there)
    return {
        "service": service,
        "there": there,
        "form": form or TemplateForm(),
        "styles": styles,
        "roles": role_fields(styles) if styles else [],
    }
