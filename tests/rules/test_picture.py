"""The picture of a year: where its marks stand, what it says in words, and how it is drawn."""

import io
from types import SimpleNamespace

import pytest
from PIL import Image

from tracker.reports.drawing import SCALE, png
from tracker.reports.picture import LARGE_PRINT, PAPER, SCREEN, SIDE, described, picture
from tracker.standards.loader import shipped_framework

POSITIONS = {"C": 1, "P/C": 2, "Unacceptable": 3}
CODES = ("C", "P/C", None)


def rating(number, code):
    entry = SimpleNamespace(position=POSITIONS[code]) if code else None
    return SimpleNamespace(standard=SimpleNamespace(number=number), code=code, entry=entry)


def section(number, title, *codes):
    ratings = [rating(f"{number}.{place}", code) for place, code in enumerate(codes, 1)]
    return SimpleNamespace(number=str(number), title=title), ratings


SMALL = [section(1, "First", "C", "P/C", None), section(2, "Second", "C")]
TWELVE = [section(1, "First", *("C",) * 12), section(2, "Second", "P/C")]


def drawn(sections, width=PAPER, **how):
    return Image.open(io.BytesIO(png(picture(sections, width), **how))).convert("RGB")


def square(image, mark):
    """The part of the picture within a mark's outline."""
    left, top = (mark.x + 2) * SCALE, (mark.y + 2) * SCALE
    return image.crop((left, top, left + (SIDE - 4) * SCALE, top + (SIDE - 4) * SCALE))


def darkness(image):
    """How much of it is not white, from 0 to 1."""
    white = sum(count for count, colour in image.getcolors(1 << 20) if min(colour) > 250)
    return 1 - white / (image.width * image.height)


def test_a_mark_shows_its_rating_by_letters_and_pattern():
    (first, second) = picture(SMALL).rows
    assert [(mark.letters, mark.look) for mark in first.marks] == [("C", "full"), ("P/C", "hatched"), ("–", "empty")]
    assert [mark.number for mark in second.marks] == ["2.1"]


def test_in_words_it_says_each_standards_rating():
    said = described(picture(SMALL), "2 compliant.")
    assert said == "2 compliant. 1. First: 1.1 C, 1.2 P/C, 1.3 not rated. 2. Second: 2.1 C."


@pytest.mark.parametrize("width", [SCREEN, PAPER, LARGE_PRINT])
@pytest.mark.parametrize("count", [1, 8, 12, 40])
def test_however_many_standards_all_marks_lie_within_it_and_none_on_another(width, count):
    made = picture([section(1, "First " * 40, *("C",) * count), section(2, "Second", "C")], width)
    places = [(mark.x, mark.y) for row in made.rows for mark in row.marks]
    assert all(x + SIDE + 1 <= width and y + SIDE < made.height for x, y in places)
    assert all(abs(x - u) > SIDE or abs(y - v) > SIDE for x, y in places for u, v in places if (x, y) != (u, v))


def test_the_marks_of_a_long_section_are_shared_out_between_its_lines():
    marks = picture(TWELVE, LARGE_PRINT).rows[0].marks
    assert [sum(mark.y == y for mark in marks) for y in sorted({mark.y for mark in marks})] == [6, 6]
    assert len({mark.y for mark in picture(TWELVE, PAPER).rows[0].marks}) == 1


def test_the_published_sections_have_their_marks_in_one_line_each_in_large_print():
    sections = [
        section(place, part.title, *("C",) * len(part.standards))
        for place, part in enumerate(shipped_framework().sections, 1)
    ]
    assert all(len({mark.y for mark in row.marks}) == 1 for row in picture(sections, LARGE_PRINT).rows)


@pytest.mark.parametrize("grey", [False, True])
def test_drawn_the_ratings_differ_by_pattern_not_only_by_colour(grey):
    image = drawn(SMALL, grey=grey)
    full, hatched, empty = (darkness(square(image, mark)) for mark in picture(SMALL, PAPER).rows[0].marks)
    assert full > 0.85
    assert 0.15 < hatched < 0.5
    assert empty < 0.1


def test_what_is_not_rated_has_a_broken_outline_on_all_sides():
    image, mark = drawn(SMALL), picture(SMALL, PAPER).rows[0].marks[2]
    left, top, side = mark.x * SCALE, mark.y * SCALE, SIDE * SCALE
    across = [[image.getpixel((left + place, top + edge)) for place in range(side)] for edge in (0, side)]
    down = [[image.getpixel((left + edge, top + place)) for place in range(side)] for edge in (0, side)]
    for line in (*across, *down):
        assert 0.4 < sum(max(colour) < 128 for colour in line) / side < 0.8


def test_drawn_without_colour_it_has_none():
    assert all(len(set(colour)) == 1 for _, colour in drawn(SMALL, grey=True).getcolors(256))
    assert not all(len(set(colour)) == 1 for _, colour in drawn(SMALL).getcolors(256))


def test_its_ground_is_white_and_the_same_is_drawn_the_same_in_a_small_file():
    assert drawn(SMALL).getpixel((PAPER * SCALE - 1, 0)) == (255, 255, 255)
    assert png(picture(TWELVE, PAPER)) == png(picture(TWELVE, PAPER))
    assert len(png(picture(TWELVE, PAPER))) < 40_000


@pytest.mark.parametrize("code", ["C", "P/C", "Unacceptable"])
def test_letters_stay_within_their_mark(code):
    (mark,) = picture([section(1, "First", code)]).rows[0].marks
    assert len(mark.letters) * mark.size <= 1.6 * SIDE


def test_letters_that_the_font_lacks_are_drawn_as_the_nearest_it_has():
    assert png(picture([section(1, "Égalité – accès", "C")])) == png(picture([section(1, "Egalite - acces", "C")]))
