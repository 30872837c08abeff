"""How people lay their tables out."""

from tests.word.habits.case import WORDING, Case, body, full, merged, p, rated, table, tc, wide

HEADER = ["Standard", "C/PC", "Notes"]
ONE, TWO, THREE = full("1.1"), full("1.2"), full("2.1")
BOTH = "1.1 C sure; 1.2 P/C sure; 2.1 C sure"
ROWS = ([ONE, "C", "Yes"], [TWO, "P/C", ""], [THREE, "C", ""])


def headed(text: str, level: int = 1) -> str:
    return p(text, props=f'<w:pStyle w:val="Heading{level}"/>')


CASES = {
    "a table a section under a heading, each with a header": Case(
        body(
            headed("Commissioning"), table(HEADER, *ROWS[:2]), headed("2. Strategic functions"), table(HEADER, ROWS[2])
        ),
        BOTH,
    ),
    "a table a page, only the first with a header": Case(body(table(HEADER, ROWS[0]), p(), table(*ROWS[1:])), BOTH),
    "the header repeated within a table": Case(body(table(HEADER, ROWS[0], HEADER, *ROWS[1:])), BOTH),
    "sections as merged rows": Case(
        body(table(HEADER, [wide("1. Commissioning, governance, and management arrangements")], *ROWS[:2])),
        "1.1 C sure; 1.2 P/C sure",
    ),
    "sections as rows of one cell": Case(
        body(table(HEADER, *ROWS[:2], ["Section 2: Strategic functions"], ROWS[2])), BOTH
    ),
    "a title above the header": Case(body(table([wide("Minimum Standards 2022-23")], HEADER, *ROWS)), BOTH),
    "columns in another order under other names": Case(
        body(
            table(
                ["Evidence", "Status", "Minimum standard", "Ref"],
                ["A survey", "C", WORDING["1.1"], "1.1"],
                ["", "P/C", WORDING["1.2"], "1.2"],
            )
        ),
        "1.1 C sure; 1.2 P/C sure",
        ("1.1: A survey",),
    ),
    "names of columns that are rarer": Case(
        body(table(["Requirement", "Judgement", "Commentary"], *ROWS)), BOTH, ("1.1: Yes",)
    ),
    "no header, but rows that speak for themselves": Case(
        body(table(*ROWS)),
        "1.1 C likely; 1.2 P/C likely; 2.1 C likely",
        ("1.1: Yes",),
        why=("they were told by what stands in them",),
    ),
    "a header of names that nobody knows": Case(
        body(table(["What", "How", "Why"], *ROWS)), "1.1 C likely; 1.2 P/C likely; 2.1 C likely", ("1.1: Yes",)
    ),
    "too few rows to tell the columns": Case(
        body(table(["What", "How", "Why"], ROWS[0])),
        unplaced=("table 1, row 2",),
        stops=("table 1", "document"),
        why=("Nothing says what the columns of its table are.",),
    ),
    "a row above the header": Case(
        body(table(ROWS[0], HEADER, *ROWS[1:])),
        "1.2 P/C sure; 2.1 C sure",
        unplaced=("table 1, row 1",),
        stops=("table 1, row 1",),
    ),
    "notes over two rows, the standard merged": Case(
        rated([merged(ONE), merged("C"), "A survey"], [merged("", below=True), merged("", below=True), "A forum"]),
        "1.1 C likely",
        ("1.1: A survey / A forum",),
        why=("what both say was taken together",),
    ),
    "a rating merged over two standards": Case(
        rated([ONE, merged("C"), ""], [TWO, merged("", below=True), ""]),
        "1.1 C sure; 1.2 C likely",
        why=("merged with the row above",),
    ),
    "the rating in the row below the wording": Case(
        rated([wide(ONE)], ["", "C", "Yes"], [wide(TWO)], ["", "P/C", ""]),
        "1.1 C likely; 1.2 P/C likely",
        ("1.1: Yes",),
        why=("in the row below its wording",),
    ),
    "number and wording below one merged heading": Case(
        body(table([wide("Standard", 2), "C/PC", "Notes"], ["1.1", WORDING["1.1"], "C", "Yes"])), "1.1 C sure"
    ),
    "a table within a table of the layout": Case(
        body(table([tc(p("Self-assessment"), table(HEADER, *ROWS), p())])), BOTH, ("1.1: Yes",)
    ),
    "a table within a cell of notes": Case(
        rated([ONE, "C", tc(p("Calls"), table(["2021", "40"], ["2022", "44"]), p())]),
        "1.1 C sure",
        ("1.1: Calls / 2021 / 40 / 2022 / 44",),
    ),
    "a standard a table, laid out sideways": Case(
        body(
            *(
                table(["Standard", full(number)], ["Rating", code], ["Evidence", "Yes"]) + p()
                for number, code in (("1.1", "C"), ("1.2", "P/C"))
            )
        ),
        "1.1 C sure; 1.2 P/C sure",
        ("1.1: Yes", "1.2: Yes"),
    ),
    "a standard a table, its wording across the top": Case(
        body(*(table([wide(full(number), 2)], ["Rating", "C"], ["Comments", "Yes"]) for number in ("1.1", "1.2"))),
        "1.1 C sure; 1.2 C sure",
        ("1.1: Yes", "1.2: Yes"),
    ),
    "a standard a table, whose notes go on below": Case(
        body(
            table(
                ["Standard", ONE], ["Rating", "C"], ["Evidence", "A survey"], ["", "A forum"], [wide("And a line", 2)]
            )
        ),
        "1.1 C sure",
        ("1.1: A survey / A forum / And a line",),
    ),
    "a standard a table, with the name of its notes above them": Case(
        body(table(["Standard", ONE], ["Rating", "C"], [wide("Evidence", 2)], [wide("A survey", 2)])),
        "1.1 C sure",
        ("1.1: A survey",),
    ),
    "standards side by side": Case(
        body(table(["Standard", "1.1", "1.2", "1.3"], ["Rating", "C", "P/C", "C"], ["Notes", "Yes", "", "No"])),
        "1.1 C sure; 1.2 P/C sure; 1.3 C sure",
        ("1.1: Yes", "1.3: No"),
    ),
    "last year's ratings beside this year's": Case(
        rated([ONE, "P/C", "C", "Yes"], header=["Standard", "Rating last year", "Rating", "Notes"]),
        "1.1 C likely",
        ("1.1: Yes",),
        why=("Of several columns of ratings, “Rating” was taken.",),
        says=("The column “Rating last year” is not one that is kept here",),
    ),
    "ratings of two years": Case(
        rated([ONE, "C", "P/C"], header=["Standard", "Status 2022", "Status 2021"]), "1.1 C likely"
    ),
    "a standard in the line above its table": Case(
        body(
            *(
                headed(full(number), 2) + table(["Rating", "Evidence"], [code, "Yes"])
                for number, code in (("1.1", "C"), ("1.2", "P/C"))
            )
        ),
        "1.1 C sure; 1.2 P/C sure",
        ("1.1: Yes", "1.2: Yes"),
    ),
    "a standard in the line above its table, laid out sideways": Case(
        body(p(WORDING["1.2"]), table(["Rating", "C"], ["Evidence", "Yes"])), "1.2 C likely", ("1.2: Yes",)
    ),
    "a table of ratings below a line that names no standard": Case(
        body(p("How we did"), table(["Status", "Comments"], ["C", "Yes"]), table(HEADER, *ROWS)),
        BOTH,
        says=("table 1: This table is neither",),
    ),
    "a table in a text box": Case(
        body(
            p(
                "<w:r><w:pict><v:textbox><w:txbxContent>"
                f"{table(HEADER, *ROWS)}{p()}</w:txbxContent></v:textbox></w:pict></w:r>"
            )
        ),
        BOTH,
        ("1.1: Yes",),
    ),
    "an assessment and a plan grown into one table": Case(
        body(
            table(
                HEADER,
                *ROWS,
                ["Standard", "Action", "Who", "When"],
                ["1.2", "Recruit", "Manager", "May 2023"],
            )
        ),
        BOTH,
        actions=("1.2 sure: Recruit / Manager / May 2023",),
    ),
    "other tables around": Case(
        body(
            table(["Contents", "Page"], ["1.1 Introduction", "3"]),
            table(["Post", "FTE", "Notes"], ["Manager", "1.0", "37 hours"], ["Adviser", "2.6", "Three people"]),
            table(HEADER, *ROWS),
            table(["Budget", "2021-22", "Status"], ["Salaries", "£1.1", "C"], ["Rent", "£2.2", "C"]),
            table(["Month", "Calls", "Met?"], ["May", "4.1", "Yes"]),
        ),
        BOTH,
        says=("table 1: This table is neither", "table 2: ", "table 4: ", "table 5: "),
    ),
}
