"""The main job: import, export, gaps."""

from datetime import date, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker.accounts.queries import find_service, get_service
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.queries import get_assessment, periods_against
from tracker.assessments.rules import insist_apart
from tracker.cli.files import content_of
from tracker.cli.output import print_json, print_lines, say
from tracker.clock import in_words
from tracker.config import Config
from tracker.db import begin_writing, db, insist_up_to_date, is_up_to_date
from tracker.errors import Conflict, Invalid
from tracker.reports import export as exporting
from tracker.reports.changes import save_reading, take_appendices
from tracker.reports.everything import accepted_part
from tracker.reports.gaps import Entry, together
from tracker.reports.options import Choice, Options
from tracker.reports.queries import Year, accepted_of, gaps_of, year_of
from tracker.reports.reading import Reading, read_appendices
from tracker.reports.remarks import stop
from tracker.seals.queries import meanings_of, year_to_print
from tracker.standards.loader import shipped_framework
from tracker.standards.queries import frameworks, get_framework
from tracker.standards.rules import FrameworkWording
from tracker.word.apart import read_apart

DATE = click.DateTime(["%Y-%m-%d"])

period_option = click.option(
    "--period", "label", required=True, metavar="LABEL", help="The assessment's period, such as 2021-22."
)
plan_option = click.option("--plan", "plan_label", metavar="LABEL", help="The plan's label, such as 2022-23.")
framework_option = click.option(
    "--framework",
    "framework_slug",
    metavar="FRAMEWORK",
    help="Needed only where several frameworks leave a choice.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def add_to(group: click.Group) -> None:
    """Add these commands to ``group``."""
    for command in (import_, export, gaps):
        group.add_command(command)


@click.command("import")
@click.argument("slug")
@click.argument("file", metavar="FILE.docx", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@period_option
@click.option("--starts", type=DATE, help="The period's first day, where it is not the year's.")
@click.option("--ends", type=DATE, help="The period's last day, where it is not the year's.")
@plan_option
@framework_option
@click.option("--dry-run", is_flag=True, help="Only print what is read; save nothing.")
@json_option
@with_appcontext
def import_(
    slug: str,
    file: Path,
    label: str,
    starts: datetime | None,
    ends: datetime | None,
    plan_label: str | None,
    framework_slug: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read the appendices in FILE.docx, and make an assessment and a plan of them, all or nothing."""
    content, days = content_of(file), (_day(starts), _day(ends))
    if dry_run:
        reading = read_appendices(read_apart(content), _framework_to_read(framework_slug))
        _look_at_period(reading, slug, label, days, framework_slug)
        _print_reading(reading, as_json=as_json)
        return
    insist_up_to_date()
    when = period(label, get_service(slug, viewer=OPERATOR).year_starts, starts=days[0], ends=days[1])
    reading = read_appendices(read_apart(content), get_framework(framework_slug).wording)
    reading.compare_with(when)
    if as_json:  # also where a stop prevents saving: a script wants to see it
        _print_reading(reading, as_json=True)
    begin_writing()
    service, framework = get_service(slug, viewer=OPERATOR), get_framework(framework_slug)
    assessment = save_reading(reading, service, framework, when, plan_label=plan_label or label, by=OPERATOR)
    db.session.commit()
    if not as_json:
        _print_reading(reading, as_json=False)
    say(f"Saved for {service.name}: the assessment {assessment.label}, as at {in_words(assessment.as_at)}.")
    if plan := assessment.plan:
        say(f"Saved too: the plan {plan.label}, {in_words(plan.starts)} to {in_words(plan.ends)}.")


@click.command()
@click.argument("slug")
@period_option
@click.option(
    "--out",
    required=True,
    metavar="FILE.docx",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.",
)
@plan_option
@framework_option
@click.option("--only", type=click.Choice(["assessment", "plan"]), help="One appendix instead of both.")
@click.option("--glossary", is_flag=True, help="Add a list of the abbreviations that occur.")
@click.option("--version", type=click.IntRange(1), help="A version that was ratified; else the one in force.")
@with_appcontext
def export(
    slug: str,
    label: str,
    out: Path,
    plan_label: str | None,
    framework_slug: str | None,
    *,
    only: Choice | None,
    glossary: bool,
    version: int | None,
) -> None:
    """Write the appendices of the annual report to a Word file: as they were ratified, or else as a draft."""
    year = _printed(slug, label, framework_slug, plan_label, version)
    own = meanings_of(year, viewer=OPERATOR) if glossary else None
    config: Config = current_app.config["TRACKER"]
    key = config.signing_key() if year.seal else None
    content = exporting.word_file(year, Options(only=only, glossary=own), key=key)
    begin_writing()
    take_appendices(year.assessment, "docx", by=OPERATOR)
    exporting.save(out, content)
    db.session.commit()
    if year.plan is None and only is None:
        say(f"{year.assessment.service.name} has no plan: only the self-assessment was written.")
    say(f"Written: {out}")


@click.command()
@click.argument("slug")
@period_option
@plan_option
@framework_option
@json_option
@with_appcontext
def gaps(slug: str, label: str, plan_label: str | None, framework_slug: str | None, *, as_json: bool) -> None:
    """List where ratings, notes, evidence and actions do not go together, and which gaps are accepted."""
    year = _year(slug, label, framework_slug, plan_label)
    found, accepted = gaps_of(year), accepted_of(year)
    if as_json:
        print_json(
            {
                "gaps": [
                    {"kind": g.kind.value, "standard": g.standard, "action": g.action, "message": g.message}
                    for g in found
                ],
                "accepted": [accepted_part(gap) for gap in accepted],
            }
        )
    else:
        print_lines([_gap_line(entry) for entry in together(found)] or ["No gaps."])
        print_lines(f"accepted: {gap.message} The reason: {' '.join(gap.reason.split())}" for gap in accepted)


def _gap_line(entry: Entry) -> str:
    numbers = ", ".join(gap.standard or "" for gap in entry.gaps) if len(entry.gaps) > 1 else ""
    return f"{entry.gaps[0].kind}: {entry.message} {numbers}".rstrip()


def _framework_to_read(slug: str | None) -> FrameworkWording:
    """The framework to read a document by: a loaded one, or where nothing is set up the one that is shipped."""
    if slug is None and (not is_up_to_date() or not frameworks()):
        return shipped_framework()
    insist_up_to_date()
    return get_framework(slug).wording


def _look_at_period(
    reading: Reading, slug: str, label: str, days: tuple[date | None, date | None], framework_slug: str | None
) -> None:
    """Remark on the period as the import would, where the service is there to tell its year."""
    service = find_service(slug) if is_up_to_date() else None
    if service:
        try:
            when = period(label, service.year_starts, starts=days[0], ends=days[1])
            reading.compare_with(when)
            if frameworks():
                insist_apart(when, periods_against(service, get_framework(framework_slug)))
        except (Conflict, Invalid) as error:
            reading.remarks.append(stop("document", str(error)))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _printed(slug: str, label: str, framework_slug: str | None, plan_label: str | None, version: int | None) -> Year:
    insist_up_to_date()
    service = get_service(slug, viewer=OPERATOR)
    assessment = get_assessment(service, label, framework_slug, viewer=OPERATOR)
    if version is None and not assessment.is_agreed:
        return year_of(assessment, plan_label=plan_label, viewer=OPERATOR)
    if plan_label is not None:
        raise Conflict("What was ratified is written with the plan that it was ratified with: leave --plan out.")
    return year_to_print(assessment, version, viewer=OPERATOR)


def _year(slug: str, label: str, framework_slug: str | None, plan_label: str | None) -> Year:
    insist_up_to_date()
    return year_of(
        get_assessment(get_service(slug, viewer=OPERATOR), label, framework_slug, viewer=OPERATOR),
        plan_label=plan_label,
        viewer=OPERATOR,
    )


def _print_reading(reading: Reading, *, as_json: bool) -> None:
    if as_json:
        print_json(reading.as_json())
        return
    print_lines(f"{rating.number}  {rating.code or '–'}" for rating in reading.ratings)
    print_lines(
        f"{', '.join(action.standards) or '–'}  {action.objective[0].text if action.objective else action.area}"
        for action in reading.actions
    )
    for remark in reading.remarks:
        say(f"{remark.severity}: {remark.place}: {remark.message}")
