"""All of an assessment in one document that other programs can read, so that a service can take it elsewhere.

``assessment.schema.json`` beside this file says what stands where.
"""

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, Final

from tracker import clock
from tracker.accounts.models import Service
from tracker.assessments.models import Assessment, Rating
from tracker.audit.rules import Anchor
from tracker.evidence.models import Evidence
from tracker.figures import printed
from tracker.plans.models import Action, Outcome, Plan
from tracker.reports.gaps import AcceptedGap, Gap
from tracker.reports.queries import Year, accepted_of, gaps_of
from tracker.standards.rules import FrameworkWording, ScaleEntry, SectionWording

NAME: Final = "minimum-standards-assessment"
VERSION: Final = 4
"""What the schema would refuse under one version gets another: a key more or less, or another meaning of one."""


def everything(year: Year, anchor: Anchor | None = None) -> dict[str, Any]:
    """All that stands in a year, its keys in the order in which the schema has them; dates as ISO writes them.

    ``anchor`` is the latest entry of the service's record.

    Actions that were taken out of the plan are left out: whoever may read the plan does not see them there either.
    """
    assessment = year.assessment
    return {
        "format": {"name": NAME, "version": VERSION},
        "written_on": clock.today().isoformat(),
        "service": service_part(assessment.service),
        "framework": framework_part(assessment.framework.wording),
        "period": period_part(assessment),
        "as_at": assessment.as_at.isoformat(),
        "service_name": assessment.service_name,
        "ratings": [rating_part(rating, year.evidence.get(rating.id, ())) for rating in year.ratings],
        "plan": plan_part(year.plan, year) if year.plan else None,
        "gaps": [_gap(gap) for gap in gaps_of(year)],
        "accepted": [accepted_part(gap) for gap in accepted_of(year)],
        "record": {"number": anchor.number, "digest": anchor.digest} if anchor else None,
    }


def as_text(document: Mapping[str, Any]) -> str:
    """The document as a file's text: for the same content, the same to the letter."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """The form of the document, as JSON Schema 2020-12, to be published with it."""
    text = (files("tracker.reports") / "assessment.schema.json").read_text("utf-8")
    form: dict[str, Any] = json.loads(text)
    return form


def service_part(service: Service) -> dict[str, Any]:
    """The service, as it is called now."""
    return {
        "name": service.name,
        "slug": service.slug,
        "year_starts": service.year_starts,
        "advisory_body": service.advisory_body,
    }


def framework_part(framework: FrameworkWording) -> dict[str, Any]:
    """The whole wording."""
    return {
        "identifier": framework.identifier,
        "version": framework.version,
        "title": framework.title,
        "short_title": framework.short_title,
        "publisher": framework.publisher,
        "scale": [_scale_entry(entry) for entry in framework.ratings],
        "read_as": dict(sorted(framework.read_as.items())),
        "sections": [_section(section) for section in framework.sections],
    }


def _scale_entry(entry: ScaleEntry) -> dict[str, Any]:
    calls_for = entry.calls_for.value if entry.calls_for else None
    return {"code": entry.code, "label": entry.label, "meaning": entry.meaning, "calls_for": calls_for}


def _section(section: SectionWording) -> dict[str, Any]:
    standards = [
        {"number": standard.number, "short_title": standard.short_title, "text": standard.text}
        for standard in section.standards
    ]
    return {"number": section.number, "title": section.title, "standards": standards}


def period_part(there: Assessment | Plan) -> dict[str, Any]:
    """The period of a self-assessment or a plan."""
    return {"label": there.label, "starts": there.starts.isoformat(), "ends": there.ends.isoformat()}


def rating_part(rating: Rating, evidence: Iterable[Evidence]) -> dict[str, Any]:
    """A rating with what backs it."""
    return {
        "standard": rating.standard.number,
        "code": rating.code,
        "label": rating.entry.label if rating.entry else None,
        "notes": rating.notes,
        "carried_from": rating.carried_from,
        "evidence": [evidence_part(item) for item in evidence],
        "version": rating.version,
    }


def evidence_part(item: Evidence) -> dict[str, Any]:
    """An item as the report may say it: a figure as it is printed, and never the number that it stands for."""
    return {
        "title": item.title,
        "kind": item.kind.value,
        "speaks_of": item.speaks_of.isoformat(),
        "printed": printed(item.figure) if item.figure else None,
    }


def plan_part(plan: Plan, year: Year) -> dict[str, Any]:
    """The plan with its actions."""
    return {
        "title": plan.title,
        "period": period_part(plan),
        "linked": year.assessment.plan_id == plan.id,
        "actions": [_action(action) for action in year.actions],
    }


def plan_as_it_stands(plan: Plan, actions: Iterable[Action]) -> dict[str, Any]:
    """The plan with these of its actions, whichever self-assessment it answers."""
    return {"title": plan.title, "period": period_part(plan), "actions": [_action(action) for action in actions]}


def _action(action: Action) -> dict[str, Any]:
    return {
        "id": str(action.id),
        "area": action.area,
        "standards": [standard.number for standard in action.standards],
        "objective": action.objective,
        "steps": [step.text for step in action.steps],
        "outcomes": [outcome.text for outcome in action.outcomes],
        "who": action.who,
        "timescale": action.timescale,
        "due": action.due.isoformat() if action.due else None,
        "state": action.state.value,
        "completion": action.completion,
        "due_corrected": bool(action.due_corrected),
        "rag": {"rag": action.rag.value, "reason": action.rag_reason} if action.rag else None,
        "progress": progress_part(action),
        "carried_from": _carried_from(action.carried_from),
        "version": action.version,
    }


def _carried_from(earlier: Action | None) -> dict[str, str] | None:
    return {"plan": earlier.plan.label, "action_id": str(earlier.id)} if earlier else None


def progress_part(action: Action) -> dict[str, Any]:
    """How far an action has come: its steps and outcomes in their order.

    Who ticked a step stands in the record alone, and notes are the team's own.
    """
    return {
        "steps": [{"done_on": step.done_on.isoformat() if step.done_on else None} for step in action.steps],
        "outcomes": [_came_of(outcome) for outcome in action.outcomes],
    }


def _came_of(outcome: Outcome) -> dict[str, Any]:
    """What came of an outcome; a figure as it is written, so that none becomes inexact."""
    figures = {"target": outcome.target, "reached": outcome.reached}
    return {
        "result": outcome.result.value if outcome.result else None,
        "sentence": outcome.sentence or "",
        **{name: None if value is None else f"{value:f}" for name, value in figures.items()},
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "kind": gap.kind.value,
        "standard": gap.standard,
        "action": gap.action,
        "action_id": str(gap.action_id) if gap.action_id else None,
        "message": gap.message,
    }


def accepted_part(gap: AcceptedGap) -> dict[str, Any]:
    """A gap that somebody accepts, until when and why."""
    until = gap.until.isoformat() if gap.until else None
    return {"standard": gap.standard, "reason": gap.reason, "until": until, "message": gap.message}
