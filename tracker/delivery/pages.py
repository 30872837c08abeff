"""What the page of a plan shows: one of its views, of the actions that are wanted, a part at a time."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from flask import get_template_attribute, render_template, request, url_for

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.rules import Deed, may
from tracker.delivery import rules, timeline
from tracker.delivery.changes import cells_of
from tracker.delivery.forms import WantedForm
from tracker.delivery.queries import lines_of
from tracker.delivery.rules import CELLS, VIEWS, Line, Put, View, Wanted
from tracker.meetings.queries import reviews_of
from tracker.owners import rules as owning
from tracker.owners.queries import names_of_people
from tracker.paging import PAGE, Page, pages_shown
from tracker.plans import rules as planning
from tracker.plans.models import Action, Plan
from tracker.plans.queries import actions_of, deleted_actions_of
from tracker.plans.rules import ActionState
from tracker.reports.appendices import PLAN_HEADINGS
from tracker.rollover.rules import ROLL_OVER
from tracker.terms import rules as terms

Item = TypeVar("Item")


def plan_page(plan: Plan) -> str:
    """The plan in the view, and with the actions, that the address asks for."""
    lines, titles, form = _read(plan)
    view, wanted = rules.view_of(request.args.get("view", "")), form.wanted()
    fitting = [line for line in lines if wanted.fits(line)]
    return render_template(
        "delivery/plan.html",
        plan=plan,
        service=plan.service,
        view=view,
        views=[(VIEWS[one], address(plan, one, wanted), one is view) for one in VIEWS],
        form=form,
        wanted=wanted,
        actions=len(lines),
        counts=[
            (words, address(plan, view, Wanted(rag=rag)), wanted.rag is rag)
            for rag, words in planning.counted(line.standing.rag for line in lines).items()
        ],
        clear=address(plan, view, Wanted()),
        fitting=len(fitting),
        **SHOWN[view](plan, fitting, view, titles),
        **_paging_of(plan, view, wanted),
        **_around(plan),
    )


def _read(plan: Plan) -> tuple[list[Line], dict[str, str], WantedForm]:
    names = names_of_people(plan.service_id, viewer=viewer())
    lines, titles = lines_of(plan, clock.today(), names, in_full="text" in request.args)
    named = [(number, f"{number} {title}".strip()) for number, title in titles.items()]
    return lines, titles, WantedForm(request.args, people=rules.names_of(lines).values(), names=names, standards=named)


def row_address(action: Action) -> str:
    """Where an action stands in the table, among what the address looks for; the table where it is not among that."""
    lines, _, form = _read(action.plan)
    wanted = form.wanted()
    fitting = [line.id for line in lines if wanted.fits(line)]
    if action.id not in fitting:
        return address(action.plan, View.TABLE, wanted)
    page = fitting.index(action.id) // PAGE + 1
    others = {"page": str(page)} if page > 1 else {}
    return f"{address(action.plan, View.TABLE, wanted, **others)}#action-{action.id}"


def as_saved(action: Action, put: Put, seen: str) -> dict[str, object]:
    """What the table is told of cells that were saved: how each reads now, but for those that others changed.

    Those are left as the page has them, with the sign of what it has, so that typing into one finds out.
    """
    shown = get_template_attribute("components/plan_cells.html", "cell_text")
    standing = get_template_attribute("components/rag.html", "rag_tag")(action.standing(clock.today()))
    before, now = (rules.signs_in(signs) for signs in (seen, rules.seen_of(cells_of(action))))
    signs = [old if name in put.kept else new for name, old, new in zip(CELLS, before, now, strict=True)]
    texts = {name: shown(action, name) for name in CELLS if name not in put.kept and name != "state"}
    at = clock.time_in_words(clock.now())
    return {"version": ".".join(signs), "at": at, "cells": texts | {"standing": standing}}


def address(plan: Plan, view: View, wanted: Wanted, **others: str) -> str:
    """The address of a view with what is looked for."""
    asked: dict[str, Any] = ({} if view is View.TABLE else {"view": str(view)}) | wanted.asked() | others
    return url_for("delivery.plan", slug=plan.service.slug, label=plan.label, **asked)


def asked_again() -> dict[str, str]:
    """What an address asks for besides the plan, kept in what leads back to it."""
    names = ("view", "person", "standard", "rag", "text", "open", "page")
    return {name: request.args[name][:200] for name in names if request.args.get(name)}


def may_now(plan: Plan, deed: Deed) -> bool:
    """Whether the viewer may do this to the plan as it is now: one that is closed stays as it is."""
    return not plan.is_closed and may(viewer(), deed, plan.service_id)


def _part(items: Sequence[Item]) -> Page[Item]:
    page: Page[Item] = Page.of(request.args.get("page", 1, int), len(items))
    return replace(page, items=list(items[page.first - 1 : page.first - 1 + PAGE]))


def _table(plan: Plan, lines: list[Line], _view: View, _titles: dict[str, str]) -> dict[str, object]:
    page = _part(lines)
    today = clock.today()
    found = actions_of(plan, only=[line.id for line in page.items])
    return {
        "headings": PLAN_HEADINGS,
        "rows": [(action, action.standing(today)) for action in found],
        "states": [(state.value, state.value.capitalize()) for state in ActionState],
        "part": page,
    }


def _list(_plan: Plan, lines: list[Line], view: View, titles: dict[str, str]) -> dict[str, object]:
    page = _part(rules.entries_of(rules.grouped(lines, view, titles)))
    return {"groups": list(rules.regrouped(page.items)), "part": page}


def _timeline(plan: Plan, lines: list[Line], _view: View, _titles: dict[str, str]) -> dict[str, object]:
    page, today = _part(rules.by_due(lines)), plan.looked_at_on(clock.today())
    picture = timeline.drawn(page.items, plan.starts, plan.ends, today)
    return {
        "picture": picture,
        "described": timeline.described(picture),
        "lines": page.items,
        "today": today,
        "part": page,
    }


SHOWN = {View.TABLE: _table, View.PERSON: _list, View.STANDARD: _list, View.DATE: _list, View.TIMELINE: _timeline}


def _paging_of(plan: Plan, view: View, wanted: Wanted) -> dict[str, object]:
    return {
        "pages_shown": pages_shown,
        "asked": ({} if view is View.TABLE else {"view": str(view)}) | wanted.asked(),
        "here": url_for("delivery.plan", slug=plan.service.slug, label=plan.label),
        "back": asked_again(),
    }


def _around(plan: Plan) -> dict[str, object]:
    may_delete = may_now(plan, planning.DELETE_ACTION)
    return {
        "deleted": deleted_actions_of(plan) if may_delete else [],
        "looked_at": reviews_of(plan, viewer=viewer()),
        "may_add": may_now(plan, planning.ADD_ACTION),
        "may_roll_over": may_now(plan, ROLL_OVER),
        "reads_names": may(viewer(), owning.READ, plan.service_id),
        "may_see_terms": may(viewer(), terms.READ, plan.service_id),
        "may_save": may_now(plan, planning.SAVE_ACTION),
        "may_move": may_now(plan, rules.MOVE_ACTION),
        "seen": lambda action: rules.seen_of(cells_of(action)),
    }
