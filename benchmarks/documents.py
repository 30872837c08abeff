"""The documents that are measured: the demonstration's texts as plain values, as often as asked for; no database."""

from importlib.resources import files
from itertools import cycle, islice
from typing import Any

import yaml

from tracker.reports.appendices import FULL_WORDING, PLAN_COLUMNS
from tracker.richtext import listed, parse, plain
from tracker.standards.loader import shipped_framework
from tracker.word.appendix import Appendix, AppendixDocument, Column, Row

FRAMEWORK = shipped_framework()


def appendices(actions: int) -> AppendixDocument:
    """Twenty standards and so many actions."""
    year = yaml.safe_load((files("tracker.demonstration") / "content.yaml").read_text("utf-8"))["years"][0]
    planned = islice(cycle(year["plan"]["actions"]), actions)
    return AppendixDocument(
        title="Appendices",
        author="Marlshire SENDIASS",
        running_title="Appendices to the annual report 2024-25",
        keywords=FRAMEWORK.title,
        appendices=(
            _assessment({rating["standard"]: rating for rating in year["ratings"]}),
            _plan(tuple(Row(tuple(_action(entry).values())) for entry in planned)),
        ),
    )


def _assessment(ratings: dict[str, dict[str, str]]) -> Appendix:
    rows: list[Row] = []
    for section in FRAMEWORK.sections:
        rows.append(Row((plain(f"{section.number}. {section.title}"), (), ()), section=True))
        for standard in section.standards:
            rating, wording = ratings[standard.number], parse(f"**{standard.number}** {standard.text}")
            rows.append(Row((wording, plain(rating["code"]), parse(rating["notes"]))))
    standard_width, notes_width = FULL_WORDING
    return Appendix(
        title="Self-assessment against the Minimum Standards, August 2025",
        lead="Marlshire SENDIASS, 1 September 2024 to 31 August 2025.",
        columns=(Column("Standard", standard_width), Column("C/PC", 900, coded=True), Column("Notes", notes_width)),
        rows=tuple(rows),
        closing="C: Compliant. P/C: Partially Compliant.",
        description="A row for each standard under its section.",
    )


def _plan(rows: tuple[Row, ...]) -> Appendix:
    return Appendix(
        title="Operational Delivery Plan, 1 September 2025 to 31 August 2026",
        lead=f"Marlshire SENDIASS. {len(rows)} actions.",
        columns=tuple(PLAN_COLUMNS.values()),
        rows=rows,
        closing="The numbers of the standards are those of the Minimum Standards.",
        description="A row for each action.",
        landscape=True,
    )


def _action(entry: dict[str, Any]) -> dict[str, Any]:
    """The cells of an action by column, in order."""
    made = {
        "area": plain(f"{entry['area']} ({', '.join(entry['standards'])})"),
        "objective": parse(entry["objective"]),
        "steps": listed(entry["steps"]),
        "outcomes": listed(entry["outcomes"]),
        "who": plain(entry["who"]),
        "timescale": plain(entry["timescale"]),
        "completion": parse(entry["completion"]),
    }
    return {name: made[name] for name in PLAN_COLUMNS}
