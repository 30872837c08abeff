"""A spread of documents as people may ask for them: each choice with each other choice, over odd and plain content."""

import struct
import zlib
from dataclasses import replace
from functools import cache
from itertools import combinations, cycle, product

from tests.word.test_round_trip import AT, NUMBERS, year
from tracker.plans.rules import ActionState
from tracker.reports.export import word_file
from tracker.reports.options import COLUMNS, LOOKS, Options, Variant
from tracker.richtext import parse, plain
from tracker.word.appendix import Appendix, AppendixDocument, Column, Image, Row, Summary
from tracker.word.writer import write

LEVELS = "\n".join(f"{'   ' * level}{'-' if level % 2 else '1.'} Level {level + 1}" for level in range(11))
LISTS = "- a\n  1. x\n\n     more of x\n  2. y\n- b\n\n1. one\n2. two\n\n5. five\n\na) letter\nb) other"
TEXTS = {
    "plain": ["As last year.", "**742** referrals, *up* 13%:\n\n- by phone\n- by email", "Nine members.\nTwo are new."],
    "nothing": ["", " ", "\n\n"],
    "long words": [
        "x" * 3000,
        "Donaudampfschifffahrtsgesellschaft" * 9,
        "a\u2011b" * 200,
        "https://example.org/" + "a" * 900,
    ],
    "levels": [LEVELS, LISTS, f"Before\n\n{LISTS}\n\nAfter"],
    "links": [
        "[one](https://example.org/?a=1&b=%22'<2>) and [two](mailto:a@example.org)",
        '[**bold** _both_](https://example.org/a_(b)?q="x") <https://example.org/\u05d0>',
        "[nowhere](javascript:alert) [file](file:///etc/passwd) [](https://example.org)",
    ],
    "scripts": [
        "שלום **עולם** 😀👩‍👩‍👧",
        "\u202eright to left\u202c mixed with مرحبا 12",
        "𝔘𝔫𝔦 é e\u0301 \u00a0\u200b\ufeff 漢字",
    ],
    "controls": [
        "a\x00b\x08c\x0bd\x0ce\x1ff\x7fg\x85h\u2028i\ufffej\uffff",
        "]]> <!-- & &amp; &#0; <w:p/>",
        "\tx\t\r\ny\rz\\",
    ],
}
CONTENTS = [*TEXTS, "long titles", "no actions", "no ratings"]
COLUMN_SETS = {"all": frozenset(COLUMNS), "some": frozenset({"notes", "who", "completion"}), "none": frozenset()}
CHOICES = {
    "content": CONTENTS,
    "look": list(LOOKS),
    "columns": list(COLUMN_SETS),
    "variant": list(Variant),
    "only": [None, "assessment", "plan"],
    "large_print": [False, True],
    "summary": [False, True],
    "short_wording": [False, True],
    "section": ["", "3"],
}


def combined(choices):
    """Few combinations in which each value of each choice meets each value of every other."""
    missing = dict.fromkeys(
        frozenset({(one, value), (other, against)})
        for one, other in combinations(choices, 2)
        for value, against in product(choices[one], choices[other])
    )
    while missing:
        chosen = dict(next(iter(missing)))
        for name, values in choices.items():
            if name not in chosen:
                met = [sum(frozenset({(name, value), item}) in missing for item in chosen.items()) for value in values]
                chosen[name] = values[met.index(max(met))]
        for pair in combinations(chosen.items(), 2):
            missing.pop(frozenset(pair), None)
        yield {name: chosen[name] for name in choices}


@cache
def spread() -> dict[str, bytes]:
    """The documents, by what is odd about each."""
    documents = {_name(chosen): _document(**chosen) for chosen in combined(CHOICES)}
    return documents | {
        "a picture": write(PICTURED, at=AT),
        "a picture, large": write(PICTURED, at=AT, large_print=True),
    }


def _name(chosen):
    """Such as "links, look calm, columns all"."""
    words = {True: "yes", False: "no", None: "both", "": "all"}
    content, *others = ((name.replace("_", " "), words.get(value, value)) for name, value in chosen.items())
    return ", ".join([content[1], *map(" ".join, others)])


def _document(*, content, look, columns, variant, only, large_print, summary, short_wording, section):
    texts = TEXTS.get(content, TEXTS["plain"])
    title = {"long titles": "Wörter & <words> " * 12, "plain": "", "nothing": ""}.get(content, texts[0])[:200]
    options = Options(
        only=only,
        look=look,
        large_print=large_print,
        summary=summary,
        short_wording=short_wording,
        section=section,
        columns=COLUMN_SETS[columns],
        variant=variant,
        assessment_title=title,
        plan_title=title,
    )
    return word_file(_year(content, texts, title), options)


def _year(content, texts, title):
    text, code, state = cycle(texts), cycle(["C", "P/C", None]), cycle(ActionState)
    fields = ("area", "objective", "who", "timescale", "completion")
    actions = [
        {name: next(text) for name in fields}
        | {"steps": [*texts, next(text)], "outcomes": texts[:2], "standards": [number, "3.1"]}
        for number in ([] if content == "no actions" else ["1.1", "2.3", "3.2", "4.3"])
    ]
    for action in actions:
        action["objective"] = action["objective"].strip() or "Draft"  # no action is without
    rated = content != "no ratings"
    notes = [next(text) if rated else "" for _ in NUMBERS]
    made = year(notes, [next(code) if rated else None for _ in NUMBERS], actions)
    made.assessment.service_name = f"Lantern {title}"
    for action in made.actions:
        action.state = next(state)
    return made


def _png(width, height):
    """A grey picture."""
    pixels = zlib.compress((b"\0" + b"\x80" * width) * height)
    chunks = [(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)), (b"IDAT", pixels), (b"IEND", b"")]
    packed = [
        struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))
        for kind, inside in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


PLAINEST = Appendix(
    "Self-assessment",
    "A sentence.",
    (Column("Standard", 5000), Column("C/PC", 900, coded=True), Column("Notes", 3738)),
    (
        Row((plain("1. Section"), (), ()), section=True),
        Row((parse("**1.1** Wording"), plain("C"), parse(LISTS))),
        Row((parse("**1.2** Wording"), plain("P/C"), parse("[link](https://example.org)"))),
    ),
    "A key.",
    "What is in it.",
)
SUMMARY = Summary("Summary", ("One sentence.", "As at today."), Image(_png(40, 20), 40, 20, "A grey & <plain> picture"))
PICTURED = AppendixDocument(
    "Both", "Lantern", "Report 2021-22", "words", (PLAINEST, replace(PLAINEST, landscape=True)), SUMMARY
)
