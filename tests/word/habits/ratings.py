"""How people say how good a standard is met."""

from tests.word.documents import REVISION
from tests.word.habits.case import Case, body, full, p, r, rated, shaded, table, tc

ONE, TWO, THREE = full("1.1"), full("1.2"), full("1.3")
TICKS = ["Standard", "C", "P/C", "Notes"]


def changed(before: str, after: str) -> str:
    gone = f"<w:del {REVISION}><w:r><w:delText>{before}</w:delText></w:r></w:del>"
    return tc(p(gone, f"<w:ins {REVISION}>{r(after)}</w:ins>"))


def blob(colour: str) -> str:
    return tc(p(r("●", f'<w:color w:val="{colour}"/>')))


def highlighted(text: str, colour: str) -> str:
    return tc(p(r(text, f'<w:highlight w:val="{colour}"/>')))


CASES = {
    "codes, in several ways of writing": Case(
        rated([ONE, "C", ""], [TWO, "PC", ""], [THREE, "p / c", ""]),
        "1.1 C sure; 1.2 P/C sure; 1.3 P/C sure",
    ),
    "words for codes": Case(
        rated([ONE, "Fully compliant", ""], [TWO, "Partially Compliant", ""]), "1.1 C sure; 1.2 P/C sure"
    ),
    "a code with both choices left in": Case(
        rated([ONE, "C/PC", ""], [TWO, "C or P/C", ""]),
        "1.1 none unsure; 1.2 none unsure",
        stops=("table 1, row 2 (1.1)", "table 1, row 3 (1.2)"),
        why=("“C/PC” names more than one rating",),
    ),
    "a code with a question mark": Case(
        rated([ONE, "C?", "Ask the group"]),
        "1.1 none unsure",
        ("1.1: Ask the group",),
        stops=("table 1, row 2 (1.1)",),
        why=("“C?” is not a rating",),
    ),
    "a code and its reason in one cell": Case(
        rated([ONE, tc(p("P/C"), p("Money is short")), "As agreed"], [TWO, "C – a survey in May", ""]),
        "1.1 P/C likely; 1.2 C likely",
        ("1.1: Money is short / As agreed", "1.2: a survey in May"),
        why=("what follows it as notes",),
    ),
    "two codes in one cell are no code and its reason": Case(
        rated([ONE, "C – P/C", ""], [TWO, tc(p("C"), p("PC")), ""]),
        "1.1 none unsure; 1.2 none unsure",
        stops=("table 1, row 2 (1.1)", "table 1, row 3 (1.2)"),
    ),
    "ticks in one of two columns": Case(
        rated([ONE, "✓", "", "Yes"], [TWO, "", "x", ""], [THREE, "", "", ""], header=TICKS),
        "1.1 C likely; 1.2 P/C likely; 1.3 none sure",
        ("1.1: Yes",),
        why=("The column C is ticked.", "The column P/C is ticked."),
        says=("row 4 (1.3): No rating is given",),
    ),
    "ticks under labels in full": Case(
        rated([ONE, "☒", "☐"], [TWO, "☐", "☒"], header=["Standard", "Compliant", "Partially compliant"]),
        "1.1 C likely; 1.2 P/C likely",
    ),
    "a symbol of Wingdings for a tick": Case(
        rated([ONE, "", tc(p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')), ""], header=TICKS),
        "1.1 P/C likely",
    ),
    "a letter set in Wingdings for a tick": Case(
        rated([ONE, tc(p(r("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'))), "", ""], header=TICKS),
        "1.1 C likely",
    ),
    "ticks in both columns": Case(
        rated([ONE, "✓", "✓", ""], header=TICKS),
        "1.1 none unsure",
        stops=("table 1, row 2 (1.1)",),
        why=("more than one column is ticked",),
    ),
    "something else than a tick": Case(
        rated([ONE, "mostly", "", ""], header=TICKS),
        "1.1 none unsure",
        stops=("table 1, row 2 (1.1)",),
        why=("it is not clear which column is ticked",),
    ),
    "ticks below a header of two rows": Case(
        body(
            table(
                ["Standard", tc("Rating", props='<w:gridSpan w:val="2"/>'), "Notes"],
                ["", "C", "P/C", ""],
                [ONE, "", "✓", "Soon"],
            )
        ),
        "1.1 P/C likely",
        ("1.1: Soon",),
    ),
    "a tick in a column that asks": Case(
        rated([ONE, "✓", ""], [TWO, "PC", ""], header=["Standard", "Compliant?", "Notes"]),
        "1.1 C likely; 1.2 P/C sure",
        why=("“✓” in that column was read as C.",),
    ),
    "boxes beside codes in one cell": Case(
        rated([ONE, tc(p("☒ C"), p("☐ P/C")), ""], [TWO, "☐ C ☒ P/C", ""]),
        "1.1 C likely; 1.2 P/C likely",
        why=("Its box is ticked: C.",),
    ),
    "colours in words": Case(
        rated([ONE, "Green", ""], [TWO, "AMBER", ""], [THREE, "Red", ""], header=["Standard", "RAG", "Comments"]),
        "1.1 C likely; 1.2 P/C likely; 1.3 none unsure",
        stops=("table 1, row 4 (1.3)",),
        why=("“Green” was read as C.", "“AMBER” was read as P/C.", "What “Red” stands for is not known"),
    ),
    "colours by shading alone": Case(
        rated(
            [ONE, shaded("00B050"), ""],
            [TWO, shaded("FFC000"), ""],
            [THREE, shaded("FF0000"), "Not yet"],
            [full("1.4"), shaded("4472C4"), ""],
        ),
        "1.1 C likely; 1.2 P/C likely; 1.3 none unsure; 1.4 none sure",
        stops=("table 1, row 4 (1.3)",),
        why=("The green shading alone was read as C.", "The amber shading alone was read as P/C."),
        says=("Its shading is not a rating",),
    ),
    "pale colours by shading": Case(
        rated([ONE, shaded("C6EFCE"), ""], [TWO, shaded("FFEB9C"), ""]), "1.1 C likely; 1.2 P/C likely"
    ),
    "colours by blobs and by highlighting": Case(
        rated([ONE, blob("00B050"), ""], [TWO, highlighted(" ", "yellow"), ""]),
        "1.1 C likely; 1.2 P/C likely",
    ),
    "a whole row that is shaded": Case(
        rated([shaded("C6EFCE", ONE), shaded("C6EFCE"), ""], [shaded("C6EFCE", TWO), shaded("C6EFCE", "P/C"), ""]),
        "1.1 none unsure; 1.2 P/C sure",
        stops=("table 1, row 2 (1.1)",),
        why=("the whole row is shaded green",),
    ),
    "a code whose cell has another colour": Case(
        rated([ONE, shaded("FFC000", "C"), ""], [TWO, shaded("FFC000", "P/C"), ""]),
        "1.1 C likely; 1.2 P/C sure",
        why=("It says C, though its cell is amber",),
    ),
    "a rating that was changed in tracked changes": Case(
        rated([ONE, changed("P/C", "C"), ""], [TWO, "C", ""]),
        "1.1 C likely; 1.2 C sure",
        why=("tracked changes, which were read as accepted",),
        says=("It has tracked changes",),
    ),
}
