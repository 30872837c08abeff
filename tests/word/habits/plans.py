"""How people lay their delivery plans out."""

from tests.word.appendix_documents import ACTION, COMPLETE, step
from tests.word.habits.case import WORDING, Case, body, merged, p, table, tc, wide

RATED = "; ".join(f"{number} C sure" for number in WORDING)
DRAFT = "Draft / Write it / It is written / Manager / Aug 2023"
FORM = {
    "Area of work": "Budget (1.4)",
    "Task objective": "Agree a budget",
    "Action": "1. Meet",
    "Outcome": "Agreed",
    "Who": "Manager",
    "Timescale": "May 2023",
    "Progress": "Begun",
}
AGREED = "1.4 sure: Agree a budget / Meet / Agreed / Manager / May 2023 / Begun"
COUNTED = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def planned(*rows, header=ACTION, **parts) -> bytes:
    return body(COMPLETE, p("Plan"), table(header, *rows), **parts)


def item(text: str) -> str:
    return p(text, props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')


def case(document: bytes, *actions: str, **more) -> Case:
    return Case(document, RATED, actions=actions, **more)


CASES = {
    "a plan's columns in another order under other names": case(
        planned(
            ["Manager", "May 2023", "1.4", "Agree a budget", "1. Meet", "Agreed", "Begun"],
            header=["Lead", "Deadline", "Linked to", "Goal", "Key actions", "Impact", "Update"],
        ),
        AGREED,
    ),
    "a state that is none of ours, in a column of its own": case(
        planned([*step("1.1"), "Amber"], [*step("2.2"), "ongoing"], header=[*ACTION, "State"]),
        f"1.1 sure: {DRAFT}",
        f"2.2 sure: {DRAFT}",
        says=("“Amber” is not one of the states not started, ongoing, complete: left out.",),
        silent=("“ongoing”",),
    ),
    "a plan of four columns": case(
        planned(["1.4", "Meet", "Chair", "May 2023"], header=["Standard", "Action", "By whom", "When"]),
        "1.4 sure: Meet / Chair / May 2023",
    ),
    "a plan that goes on without a header": case(
        body(COMPLETE, p("Plan"), table(ACTION, step("1.1")), p(), table(step("2.2"))),
        f"1.1 sure: {DRAFT}",
        f"2.2 sure: {DRAFT}",
    ),
    "an action a table, laid out sideways": case(
        body(COMPLETE, *(table(*map(list, FORM.items())) + p() for _ in range(2))), AGREED, AGREED
    ),
    "actions below each other in one table, sideways": case(
        body(COMPLETE, table(*[*map(list, FORM.items())] * 2)), AGREED, AGREED
    ),
    "a form of two fields a row": case(
        body(
            COMPLETE,
            table(
                ["Area of work", "Budget (1.4)", "Task objective", "Agree a budget"],
                ["Action", "1. Meet", "Outcome", "Agreed"],
                ["Who", "Manager", "Timescale", "May 2023"],
                ["Progress", wide("Begun")],
            ),
        ),
        AGREED,
    ),
    "a field that is not kept": case(
        body(COMPLETE, table(*map(list, FORM.items()), ["Budget line", "A12"])), AGREED, says=("“Budget line”",)
    ),
    "steps in lists that were typed with mistakes": case(
        planned(
            ["1.1", "SLA", tc(p("1. Review"), p("1. Draft"), p("4) Test")), tc(p("• Signed"), p("- Known")), "", "", ""]
        ),
        "1.1 sure: SLA / Review, Draft, Test / Signed, Known",
    ),
    "steps in lists that Word counts": case(
        planned(["1.1", "SLA", tc(item("Review"), item("Test")), tc(item("Signed")), "", "", ""], numbering=COUNTED),
        "1.1 sure: SLA / Review, Test / Signed",
    ),
    "standards that Word counts": case(
        planned(
            [tc(item("")), "SLA", "Review", "", "", "", ""],
            numbering=COUNTED.replace("%1.", "4.%1"),
        ),
        "4.1 sure: SLA / Review",
    ),
    "a range of standards": case(
        planned(step("Governance (1.1-1.3)")), f"1.1 1.2 1.3 likely: {DRAFT}", why=("The range of standards",)
    ),
    "the wording of a standard in place of its number": case(
        planned(step(WORDING["4.3"])), f"4.3 likely: {DRAFT}", why=("the wording is 100% like that of 4.3",)
    ),
    "an area without a standard": case(
        planned(step("Budget")), f"none likely: {DRAFT}", why=("No standard's number is given",)
    ),
    "a standard that there is not": case(
        planned(step("Budget (1.4, 1.9)")),
        f"1.4 unsure: {DRAFT}",
        stops=("table 2, row 2",),
        why=("There is no standard 1.9",),
    ),
    "an area merged over two actions": case(
        planned([merged("Budget (1.4)"), *step("")[1:]], [merged("", below=True), *step("")[1:]]),
        f"1.4 sure: {DRAFT}",
        f"1.4 sure: {DRAFT}",
    ),
    "a row that is part of an action": case(
        planned(step("1.1"), ["", "", "Then test it", "", "Team", "", ""]),
        f"1.1 sure: {DRAFT}",
        unplaced=("table 2, row 3",),
        stops=("table 2, row 3",),
        why=("This row is not a whole action.",),
    ),
    "areas as merged rows": case(
        planned([wide("Strategic functions", 7)], step("2.1")),
        f"2.1 sure: {DRAFT}",
        says=("“Strategic functions” is not an action",),
    ),
    "a plan whose columns have names that nobody knows": case(
        planned(step("Budget (1.4)"), header=["Theme", "What", "How", "Result", "People", "Month", "State"]),
        unplaced=("table 2, row 2",),
        stops=("table 2",),
    ),
    "a plan without a word on its standards, after the plan": case(
        body(COMPLETE, table(ACTION, step("1.1")), p("more"), table(step("Budget"))),
        f"1.1 sure: {DRAFT}",
        unplaced=("table 3, row 1",),
        stops=("table 3",),
    ),
}
