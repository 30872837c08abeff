"""A small document of appendices with whatever can be in one."""

from tracker.richtext import parse, plain
from tracker.word.appendix import Appendix, AppendixDocument, Column, Image, Row, Summary

COLUMNS = (Column("Standard", 5000), Column("C/PC", 900, coded=True), Column("Notes", 3738))
ACTIONS = (Column("Area", 1950), Column("Action", 3050), Column("Who?", 1650))
TEXT = """Said **clearly** and *well*, see [our page](https://example.org/?a=1&b=2).

- a
  1. x
  2. y
- b"""
PICTURE = Image(b"\x89PNG", 480, 120, "Two squares: one full, one hatched.")


def section(title):
    return Row((plain(title), (), ()), section=True)


def standard(wording, code="C", notes=""):
    return Row((parse(wording), plain(code), parse(notes)))


def appendix(*rows, title="Self-assessment, August 2022", columns=COLUMNS, **more):
    texts = {"lead": "Lantern. 1 compliant.", "closing": "C: Compliant.", "description": "A row for each standard."}
    return Appendix(title=title, columns=columns, rows=rows, **texts | more)


def document(*appendices, **more):
    texts = {"title": "Both", "author": "Lantern", "running_title": "Appendices 2021-22", "keywords": "words"}
    return AppendixDocument(appendices=appendices, **texts | more)


ASSESSMENT = appendix(
    section("1. First"),
    standard("**1.1** One", "P/C", TEXT),
    standard("**1.2** Two"),
    section("2. Second"),
    standard("**2.1** Three"),
)
PLAN = appendix(
    Row((plain("Reach"), parse("1. Go\n2. Come back"), plain("Ann"))),
    Row(((), parse("Stay"), ())),
    title="Delivery Plan, 1 September 2022 to 31 August 2023",
    columns=ACTIONS,
    landscape=True,
    description="A row for each action.",
)
BOTH = document(ASSESSMENT, PLAN)
WITH_SUMMARY = document(ASSESSMENT, PLAN, summary=Summary("In short", ("All is well.", "One is not."), PICTURE))
