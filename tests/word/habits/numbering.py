"""How people number standards, and how they write their wording."""

from tests.word.documents import REVISION
from tests.word.habits.case import WORDING, Case, body, full, p, r, rated, table, tc

LEVELS = "".join(
    f'<w:lvl w:ilvl="{index}"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
    for index, text in enumerate(("%1.", "%1.%2"))
)
OUTLINE = f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
OUTLINE += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
NUMBERED = ["No", "Standard", "C/PC", "Notes"]


def counted(text: str, level: int = 1) -> str:
    return tc(p(text, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'))


def written(before: str) -> Case:
    """The numbers of two standards, written in one way."""
    return Case(rated(*([full(number, before), "C", ""] for number in ("1.2", "2.1"))), "1.2 C sure; 2.1 C sure")


TOLD = tuple(WORDING[number].split("\n")[0] for number in ("2.3", "4.2"))

CASES = {
    "a dot after the number": written("{}. "),
    "the number in brackets": written("({}) "),
    "a bracket after the number": written("{}) "),
    "the number in square brackets": written("[{}] "),
    "the word Standard before the number": written("Standard {} "),
    "the word Standard and a colon": written("Standard {}: "),
    "a dash after the number": written("{} – "),
    "MS before the number": written("MS {} "),
    "the number in a line of its own": Case(
        rated([tc(p("1.2"), p(WORDING["1.2"])), "C", ""], ["2.1", "P/C", ""]), "1.2 C sure; 2.1 P/C sure"
    ),
    "a space within the number": Case(
        rated(["1 .2 " + WORDING["1.2"], "C", ""], ["2. 1 " + WORDING["2.1"], "C", ""]),
        "1.2 C likely; 2.1 C likely",
        why=("written with a space, was read as 1.2", "written with a space, was read as 2.1"),
    ),
    "numbers in a column of their own without dots": Case(
        rated(["12", WORDING["1.2"], "C", ""], ["(21)", WORDING["2.1"], "P/C", ""], header=NUMBERED),
        "1.2 C likely; 2.1 P/C likely",
        why=("“12” was read as 1.2.",),
    ),
    "numbers in a column of their own, wording left out": Case(
        rated(["Standard 1.2", "C", "Yes"], ["4.3.", "P/C", ""], header=["Standard no.", "Rating", "Comments"]),
        "1.2 C sure; 4.3 P/C sure",
        ("1.2: Yes",),
    ),
    "numbers that Word counts": Case(
        body(
            table(
                NUMBERED[1:],
                [counted("Commissioning, governance, and management arrangements", 0), "", ""],
                [counted(WORDING["1.1"]), "C", ""],
                [counted(WORDING["1.2"]), "P/C", ""],
            ),
            numbering=OUTLINE,
        ),
        "1.1 C sure; 1.2 P/C sure",
    ),
    "numbers that Word counts in a column of their own": Case(
        body(
            table(
                NUMBERED,
                [counted("", 0), "Commissioning, governance, and management arrangements", "", ""],
                [counted(""), WORDING["1.1"], "C", ""],
            ),
            numbering=OUTLINE,
        ),
        "1.1 C sure",
    ),
    "numbers that Word counts in tables within a table": Case(
        body(
            table(
                [
                    tc(
                        table(
                            NUMBERED[1:],
                            [counted("Commissioning, governance, and management arrangements", 0), "", ""],
                            [counted(WORDING["1.1"]), "C", ""],
                        ),
                        p(),
                    )
                ],
                [tc(table(NUMBERED[1:], [counted(WORDING["1.2"]), "P/C", ""]), p())],
            ),
            numbering=OUTLINE,
        ),
        "1.1 C sure; 1.2 P/C sure",
    ),
    "a list that Word counts wrongly": Case(
        body(table(NUMBERED[1:], [counted(TOLD[0], 0), "C", ""], [counted(TOLD[1], 0), "C", ""]), numbering=OUTLINE),
        "2.3 C likely; 4.2 C likely",
        why=("The number was not there; the wording is 100% like that of 2.3.",),
    ),
    "no numbers at all": Case(
        rated([TOLD[0], "C", "Forum"], [TOLD[1].replace("routinely ", "regularly "), "P/C", ""]),
        "2.3 C likely; 4.2 P/C likely",
        ("2.3: Forum",),
        why=("the wording is 100% like that of 2.3", "the wording is 96% like that of 4.2"),
    ),
    "no numbers and wordings cut short": Case(
        rated(["The IASS is jointly commissioned by education, health and social care", "C", ""]), "1.1 C likely"
    ),
    "no number and a wording of their own": Case(
        rated([full("1.1"), "C", ""], ["We listen to families", "P/C", "Survey"]),
        "1.1 C sure",
        unplaced=("table 1, row 3",),
        stops=("table 1, row 3",),
        why=("but no standard's number before “We listen to families”",),
    ),
    "no number and a wording that two standards have": Case(
        rated(["The IASS has a service plan", "P/C", ""]),
        unplaced=("table 1, row 2",),
        stops=("table 1, row 2",),
    ),
    "no number and too little of a wording": Case(
        rated(["The IASS provides", "P/C", ""]), unplaced=("table 1, row 2",), stops=("table 1, row 2",)
    ),
    "a number that there is not": Case(
        rated(["1.9 " + WORDING["1.3"], "C", "Yes"]),
        unplaced=("table 1, row 2",),
        stops=("table 1, row 2",),
        why=("There is no standard 1.9", "The wording is 100% like that of 1.3."),
    ),
    "a number with the wording of another": Case(
        rated(["1.4 " + WORDING["2.1"], "C", ""]),
        "1.4 C unsure",
        stops=("table 1, row 2 (1.4)",),
        why=("The number is 1.4, but the wording is that of 2.1.",),
    ),
    "a number with a wording of their own": Case(
        rated(["1.4 Our money is ours alone, whatever happens", "C", ""]),
        "1.4 C likely",
        why=("The wording beside 1.4 is only",),
    ),
    "one standard in two rows": Case(
        rated([full("1.1"), "C", "Agreed"], [full("1.1"), "P/C", "Not agreed"]),
        "1.1 C sure",
        unplaced=("table 1, row 3",),
        stops=("table 1, row 3",),
        why=("Standard 1.1 is there twice",),
    ),
    "two standards in one row": Case(
        rated(["1.1 and 1.2 together", "C", ""]), unplaced=("table 1, row 2",), stops=("table 1, row 2",)
    ),
    "smart quotes, hyphens that do not break, and soft ones": Case(
        rated(
            ["1.5 " + WORDING["1.5"].replace("'", "’"), "C", ""],
            [
                tc(
                    p(r("1.4 There is a dedi\u00adcated and ring"), "<w:r><w:noBreakHyphen/></w:r>", r("fenced budget"))
                ),
                "Par\u00adtially\u2011compliant",
                "",
            ],
        ),
        "1.5 C sure; 1.4 P/C sure",
    ),
    "wording of another year": Case(
        rated(["1.3 " + WORDING["1.3"].replace("all year-round", "all-year-round"), "C", ""]),
        "1.3 C sure",
        says=("The wording of 1.3 differs",),
    ),
    "a number that was put in by a tracked change": Case(
        rated([tc(p(f"<w:ins {REVISION}>{r('1.2 ')}</w:ins>", WORDING["1.2"])), "C", ""]),
        "1.2 C sure",
        says=("It has tracked changes",),
    ),
}
