"""The administrator's pages: services and people."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts import changes, queries
from tracker.accounts.current import administrator_only, viewer
from tracker.accounts.forms import NewPersonForm, NewServiceForm, PersonForm, RoleForm, ServiceForm
from tracker.accounts.models import Person, Service
from tracker.accounts.rules import CONSTITUENCIES, ROLES, Constituency, Role
from tracker.db import db
from tracker.errors import Conflict, Invalid, Stale
from tracker.fields import choices, typed
from tracker.web import refused

blueprint = Blueprint("accounts", __name__, url_prefix="/admin")


@blueprint.app_template_filter("constituency")
def _constituency(constituency: Constituency) -> str:
    return CONSTITUENCIES[constituency]


@blueprint.get("/services")
@administrator_only
def services() -> ResponseReturnValue:
    """All services."""
    return render_template("accounts/services.html", services=queries.services_to_administer(viewer=viewer()))


@blueprint.route("/services/add", methods=["GET", "POST"])
@administrator_only
def add_service() -> ResponseReturnValue:
    """Add a service."""
    form = NewServiceForm()
    if form.validate_on_submit():
        try:
            service = changes.add_service(
                typed(form.name),
                typed(form.slug).strip(),
                year_starts=int(form.year_starts.data),
                advisory_body=typed(form.advisory_body),
                by=viewer(),
            )
        except (Invalid, Conflict) as error:
            return refused(form.slug, error, "accounts/add_service.html", form=form)
        db.session.commit()
        flash(f"{service.name} added. Next: give somebody a role in it.")
        return redirect(url_for("accounts.service", slug=service.slug))
    return render_template("accounts/add_service.html", form=form)


@blueprint.route("/services/<slug>", methods=["GET", "POST"])
@administrator_only
def service(slug: str) -> ResponseReturnValue:
    """One service: its name, and who has a role in it."""
    there = queries.get_service_to_administer(slug, viewer=viewer(), to_change=request.method == "POST")
    form = ServiceForm(obj=there, seen=there.fingerprint)
    if form.validate_on_submit():
        try:
            changes.edit_service(there, typed(form.name), typed(form.advisory_body), seen=typed(form.seen), by=viewer())
        except (Invalid, Stale) as error:
            form.seen.data = there.fingerprint
            return refused(form.name, error, "accounts/service.html", form=form, **_about_service(there))
        db.session.commit()
        flash(f"{there.name} saved.")
        return redirect(url_for("accounts.service", slug=slug))
    return render_template("accounts/service.html", form=form, **_about_service(there))


def _about_service(service: Service) -> dict[str, object]:
    return {"service": service, "members": queries.people_of(service, viewer=viewer()), "roles": ROLES}


@blueprint.get("/people")
@administrator_only
def people() -> ResponseReturnValue:
    """Everybody with an account."""
    return render_template("accounts/people.html", people=queries.people(viewer=viewer()), roles=ROLES)


@blueprint.route("/people/add", methods=["GET", "POST"])
@administrator_only
def add_person() -> ResponseReturnValue:
    """Add somebody; a link for them comes next."""
    form = NewPersonForm()
    if form.validate_on_submit():
        try:
            person = changes.add_person(typed(form.name), typed(form.email), is_admin=form.is_admin.data, by=viewer())
        except (Invalid, Conflict) as error:
            return refused(form.email, error, "accounts/add_person.html", form=form)
        db.session.commit()
        flash(f"{person.name} added. Next: give a role, then make a link to pass on.")
        return redirect(url_for("accounts.person", identifier=person.id))
    return render_template("accounts/add_person.html", form=form)


@blueprint.route("/people/<uuid:identifier>", methods=["GET", "POST"])
@administrator_only
def person(identifier: uuid.UUID) -> ResponseReturnValue:
    """One person: what is known, their roles, and a link to pass on."""
    there = queries.get_person(identifier, viewer=viewer(), to_change=request.method == "POST")
    form = PersonForm(obj=there, seen=there.fingerprint)
    if form.validate_on_submit():
        rights = {"is_admin": form.is_admin.data, "active": form.active.data}
        try:
            changes.edit_person(
                there, typed(form.name), typed(form.email), seen=typed(form.seen), by=viewer(), **rights
            )
        except (Invalid, Conflict) as error:
            form.seen.data = there.fingerprint
            return refused(form.email, error, "accounts/person.html", form=form, **_about(there))
        db.session.commit()
        flash(f"{there.name} saved.")
        return redirect(url_for("accounts.person", identifier=identifier))
    return render_template("accounts/person.html", form=form, **_about(there))


@blueprint.route("/people/<uuid:identifier>/role", methods=["GET", "POST"])
@administrator_only
def give_role(identifier: uuid.UUID) -> ResponseReturnValue:
    """Give a person a role in a service."""
    there = queries.get_person(identifier, viewer=viewer())
    form = RoleForm()
    services_by_slug = {entry.slug: entry for entry in queries.services_to_administer(viewer=viewer())}
    form.service.choices = choices((slug, entry.name) for slug, entry in services_by_slug.items())
    if form.validate_on_submit():
        given, role = services_by_slug[form.service.data], Role(form.role.data)
        changes.give_role(there, given, role, by=viewer())
        db.session.commit()
        flash(f"{there.name}: {ROLES[role]} in {given.name}. They have to sign in again.")
        return redirect(url_for("accounts.person", identifier=identifier))
    return render_template("accounts/give_role.html", form=form, person=there)


@blueprint.post("/people/<uuid:identifier>/roles/<slug>/take")
@administrator_only
def take_role(identifier: uuid.UUID, slug: str) -> ResponseReturnValue:
    """Take a person's role in a service away."""
    there = queries.get_person(identifier, viewer=viewer())
    of = queries.get_service_to_administer(slug, viewer=viewer())
    changes.take_role(there, of, by=viewer())
    db.session.commit()
    flash(f"{there.name} has no role in {of.name} any more.")
    return redirect(url_for("accounts.person", identifier=identifier))


@blueprint.post("/people/<uuid:identifier>/invite")
@administrator_only
def invite(identifier: uuid.UUID) -> ResponseReturnValue:
    """Make a link by which the person chooses a password; it is shown once."""
    there = queries.get_person(identifier, viewer=viewer())
    link = url_for("sign_in.accept", token=changes.invite(there, by=viewer()), _external=True)
    db.session.commit()
    return render_template("accounts/invite.html", person=there, link=link)


def _about(person: Person) -> dict[str, object]:
    return {"person": person, "roles": ROLES}
