"""One standard of a year: its rating, notes and history; and all of them as the report's table."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service, name_of
from tracker.accounts.rules import Deed, insist, may
from tracker.assessments import changes, queries, rules
from tracker.assessments.models import Assessment, Rating
from tracker.audit.queries import last_entry
from tracker.db import db
from tracker.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from tracker.evidence.rules import EvidenceKind
from tracker.fields import choices, mistakes, typed
from tracker.gap_answers import rules as looking
from tracker.gap_answers.changes import looked_by_saving
from tracker.gap_answers.queries import looks_waiting
from tracker.meetings.queries import points_by_rating
from tracker.plans import rules as planning
from tracker.ratings import changes as changes_here
from tracker.ratings.forms import NOT_RATED, RatingForm, RestoreForm
from tracker.ratings.queries import notes_at, others_at
from tracker.review import rules as reviewing
from tracker.review.queries import queries_by_rating
from tracker.richtext import clean, differences, merged, to_html
from tracker.rollover.queries import open_among
from tracker.teamwork import rules as team_rules
from tracker.teamwork.changes import say_done
from tracker.teamwork.models import Assignment
from tracker.teamwork.queries import OnStandard, get_assignment, on_standard
from tracker.web import refused

blueprint = Blueprint("ratings", __name__, url_prefix="/services/<slug>/assessments/<label>")


def _assessment(slug: str, label: str) -> Assessment:
    return queries.get_assessment(get_service(slug, viewer=viewer()), label, viewer=viewer())


@blueprint.get("/table")
def table(slug: str, label: str) -> ResponseReturnValue:
    """All standards as the report's table."""
    assessment = _assessment(slug, label)
    sections = queries.by_section(queries.ratings_of(assessment))
    drafts = _may_edit(assessment, rules.DRAFT)
    rates = _may_edit(assessment, rules.RATE)
    codes = (_codes(assessment, short=True) if rates else []) if drafts else None
    return render_template("ratings/table.html", assessment=assessment, sections=sections, codes=codes)


@blueprint.route("/standards/<number>", methods=["GET", "POST"])
def rate(slug: str, label: str, number: str) -> ResponseReturnValue:
    """One standard: its wording, its rating, notes and evidence, the actions that name it, and last year."""
    saving = request.method == "POST"
    rating = _rating_to_draft(slug, label, number) if saving else queries.get_rating(_assessment(slug, label), number)
    form, unconfirmed = _rating_form(rating), rating.is_unconfirmed
    if form.validate_on_submit():
        if form.merge.data:
            return _merged(rating, form)
        try:
            changes.save_rating(
                rating, _code(rating, form), typed(form.notes), by=viewer(), version=form.version.seen()
            )
        except Stale:
            return _stale(rating, form), 409
        except Invalid as error:
            return refused(form.notes, error, "ratings/rate.html", form=form, **_about(rating))
        looked_by_saving(rating, by=viewer())
        drafted = _say_drafted(rating, form)
        db.session.commit()
        confirmed = unconfirmed and not rating.is_unconfirmed
        saved = f"{'Rating' if form.code else 'Notes'} for {number} saved{' and confirmed' if confirmed else ''}"
        flash(f"{saved}. {drafted}" if drafted else saved)
        return redirect(url_for("home.start") if drafted else _after(rating, back=typed(form.back)))
    return render_template("ratings/rate.html", form=form, **_about(rating))


@blueprint.post("/standards/<number>/autosave")
def autosave(slug: str, label: str, number: str) -> ResponseReturnValue:
    """Save what is being typed, for the page that it is typed in: what is saved now, or why it is not, as JSON."""
    rating = _rating_to_draft(slug, label, number)
    form = _rating_form(rating)
    if not form.validate():
        return {"message": mistakes(form)}, 422
    code, notes = _code(rating, form), clean(typed(form.notes))
    try:
        if (code, notes) != (rating.code, rating.notes):  # the same is nothing: only a person confirms what was carried
            changes.save_rating(rating, code, notes, by=viewer(), version=form.version.seen())
    except Stale:
        return {"message": f"{_saved_by(rating)} saved {number} while you typed."}, 409
    except Invalid as error:
        return {"message": str(error)}, 422
    db.session.commit()
    return _as_it_is(rating) | {"notes": to_html(rating.notes), "carried": rating.is_unconfirmed}


@blueprint.post("/standards/<number>/here")
def here(slug: str, label: str, number: str) -> ResponseReturnValue:
    """Say that one has a standard's page open, and learn who else has, and what is saved by now, as JSON."""
    rating = _rating_to_draft(slug, label, number)
    changes_here.note_presence(rating, by=viewer())
    db.session.commit()
    return _as_it_is(rating) | {"number": number, "others": others_at(rating, viewer=viewer()), "by": _saved_by(rating)}


def _rating_to_draft(slug: str, label: str, number: str) -> Rating:
    assessment = _assessment(slug, label)
    insist(viewer(), rules.DRAFT, assessment.service_id)
    return queries.get_rating(assessment, number, to_change=True)


def _as_it_is(rating: Rating) -> dict[str, object]:
    return {"version": rating.version, "at": clock.time_in_words(clock.now())}


@blueprint.get("/standards/<number>/history")
def history(slug: str, label: str, number: str) -> ResponseReturnValue:
    """Who made what of a rating, and when."""
    return _history_page(queries.get_rating(_assessment(slug, label), number))


@blueprint.post("/standards/<number>/history")
def restore(slug: str, label: str, number: str) -> ResponseReturnValue:
    """Bring an earlier rating and its notes back."""
    assessment = _assessment(slug, label)
    insist(viewer(), rules.RATE, assessment.service_id)
    rating = queries.get_rating(assessment, number, to_change=True)
    form = RestoreForm()
    if not form.validate() or not form.number():
        return _history_page(rating)
    earlier = queries.get_save(rating, form.number())
    try:
        changes.save_rating(rating, earlier.code, earlier.notes, by=viewer(), version=form.version.seen())
    except Stale as error:
        flash(f"{error} What is there now is below.")
        return _history_page(rating), 409
    db.session.commit()
    flash(f"{number} is again as it was on {clock.moment_in_words(earlier.at)}.")
    return redirect(url_for("ratings.rate", slug=slug, label=label, number=number))


def _history_page(rating: Rating) -> str:
    assessment = rating.assessment
    saves = queries.history_of(rating)
    return render_template(
        "ratings/history.html",
        assessment=assessment,
        rating=rating,
        saves=[(save, name_of(save.by), differences(save.notes_before, save.notes)) for save in saves],
        labels={entry.code: f"{entry.label} ({entry.code})" for entry in assessment.framework.ratings},
        form=RestoreForm(data={"version": rating.version}),
        may_rate=_may_edit(assessment, rules.RATE),
    )


def _codes(assessment: Assessment, *, short: bool = False) -> list[tuple[str, str]]:
    """What can be chosen, with what it is called."""
    entries = assessment.framework.ratings
    return [*((entry.code, entry.label if short else f"{entry.label} ({entry.code})") for entry in entries), NOT_RATED]


def _rating_form(rating: Rating) -> RatingForm:
    form = RatingForm(data={"code": rating.code or "", "notes": rating.notes, "version": rating.version})
    if not may(viewer(), rules.RATE, rating.assessment.service_id):
        del form.code
        return form
    form.code.choices = choices(_codes(rating.assessment))
    return form


@blueprint.app_template_global()
def saving_addresses(rating: Rating) -> dict[str, str]:
    """Where a page saves a rating while it is typed, and says that somebody is there."""
    slug, label, number = rating.assessment.service.slug, rating.assessment.label, rating.standard.number
    return {name: url_for(f"ratings.{name}", slug=slug, label=label, number=number) for name in ("autosave", "here")}


def _may_edit(assessment: Assessment, deed: Deed) -> bool:
    """Whether the viewer may do this to the assessment as it is now."""
    return assessment.is_edited and may(viewer(), deed, assessment.service_id)


def _code(rating: Rating, form: RatingForm) -> str | None:
    """The code that was chosen; whoever may only draft leaves it as it is."""
    return (form.code.data or None) if form.code else rating.code


def _saved_by(rating: Rating) -> str:
    entry = last_entry(rating.id, "save_rating", "confirm_rating")
    return name_of(entry.by if entry else "")


def _say_drafted(rating: Rating, form: RatingForm) -> str:
    """Say that what was asked for is done with this save, where it is; and what to tell whoever saved."""
    identifier = form.assignment()
    if identifier is None:
        return ""
    try:
        say_done(get_assignment(rating, identifier), by=viewer())
    except (Conflict, Forbidden, NotFound):
        return f"You are not asked to draft {rating.standard.number} any more: a manager changed that meanwhile."
    return "The managers see that it is drafted."


def _drafting(teamwork: OnStandard | None) -> Assignment | None:
    """What whoever looks is asked to draft."""
    there = teamwork.assignment if teamwork else None
    return there if there and there.is_open and there.person_id == viewer().id else None


def _stale(rating: Rating, form: RatingForm) -> str:
    """The page with the person's own text in the form, and what somebody else saved beside it."""
    form.base.data, form.version.data = form.version.data, str(rating.version)
    stretches = differences(rating.notes, typed(form.notes))
    return render_template(
        "ratings/rate.html", form=form, saved_by=_saved_by(rating), stretches=stretches, **_about(rating)
    )


def _merged(rating: Rating, form: RatingForm) -> str:
    """The page with both texts put together in the form, to be looked over and saved."""
    form.notes.data = merged(notes_at(rating, form.base.seen()), rating.notes, typed(form.notes))
    form.base.data, form.version.data = None, str(rating.version)
    return render_template("ratings/rate.html", form=form, put_together_now=True, **_about(rating))


def _about(rating: Rating) -> dict[str, object]:
    assessment = rating.assessment
    plan = queries.plan_of(assessment, viewer=viewer())
    teamwork = on_standard(rating, viewer=viewer())
    before, after = _neighbours(rating)
    actions = queries.actions_for(plan, rating.standard.number) if plan else []
    calls_for = rating.entry.calls_for if rating.entry else None
    return {
        "assessment": assessment,
        "rating": rating,
        "last_year": queries.last_year_of(rating, viewer=viewer()),
        "previous": before,
        "next": after,
        "plan": plan,
        "actions": actions,
        "asks_why": rules.asks_why(calls_for, is_planned=bool(open_among(actions))),
        "others": others_at(rating, viewer=viewer()),
        "saving": saving_addresses(rating),
        "evidence": queries.evidence_of(rating, taken_out=True),
        "offered": queries.offered_evidence(rating, viewer=viewer()),
        "kinds": EvidenceKind,
        "may_choose": _may_edit(assessment, rules.CHOOSE_EVIDENCE),
        "may_draft": _may_edit(assessment, rules.DRAFT),
        "may_confirm": may(viewer(), rules.confirming(rating.code), assessment.service_id),
        "teamwork": teamwork,
        "drafting": _drafting(teamwork),
        "may_assign": may(viewer(), team_rules.ASSIGN, assessment.service_id),
        "viewer": viewer(),
        "point": points_by_rating(assessment, viewer=viewer()).get(rating.id),
        "asked": queries_by_rating(assessment, viewer=viewer()).get(rating.id, []),
        "may_answer": _may_answer(assessment),
        "may_link": _may_edit(assessment, rules.LINK_PLAN),
        "looks": looks_waiting(assessment).get(rating.standard_id, []),
        "may_look": may(viewer(), looking.LOOK, assessment.service_id),
        "may_add": may(viewer(), planning.ADD_ACTION, assessment.service_id),
    }


def _may_answer(assessment: Assessment) -> bool:
    """Whether the viewer answers what the group asks of the assessment as it is now."""
    return assessment.is_under_review and may(viewer(), reviewing.ANSWER, assessment.service_id)


def _neighbours(rating: Rating) -> tuple[str | None, str | None]:
    numbers = [other.standard.number for other in queries.ratings_of(rating.assessment)]
    return rules.neighbours(numbers, rating.standard.number)


def _after(rating: Rating, *, back: str) -> str:
    """Where to go from a saved rating: back to the table, or to the next standard, and from the last the overview."""
    slug, label = rating.assessment.service.slug, rating.assessment.label
    if back == "table":
        return url_for("ratings.table", slug=slug, label=label, _anchor=f"standard-{rating.standard.number}")
    _, following = _neighbours(rating)
    if following:
        return url_for("ratings.rate", slug=slug, label=label, number=following)
    return url_for("overview.year", slug=slug, label=label)
