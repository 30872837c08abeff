"""The picture of a year as PNG, for documents: the same as on screen."""

import io
import unicodedata
from functools import cache
from typing import Final

from PIL import Image, ImageColor, ImageDraw, ImageFont

from tracker.reports.picture import INK, NUMBER, PAINTS, QUIET, SIDE, TEXT, Mark, Picture

SCALE: Final = 3  # pixels a unit: sharp on paper, above 200 to the inch
STEPS: Final = 3  # from white to a colour

_SQUARE = SIDE * SCALE
_STROKE, _STRIPES = 2 * SCALE, 11 * SCALE  # how wide a line is, and how far from stripe to stripe
_DASH, _SPACE = 4 * SCALE, 3 * SCALE
_BOLD = SCALE / 4  # drawn around letters
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014"), "-")
_BEYOND_ASCII = "\u2018\u2019\u201c\u201d"


def png(picture: Picture, *, grey: bool = False) -> bytes:
    """``picture`` drawn; the same again for the same."""
    image = Image.new("RGB", (picture.width * SCALE, picture.height * SCALE), "#ffffff")
    draw = ImageDraw.Draw(image)
    for row in picture.rows:
        for text, y in row.lines:
            draw.text((0, y * SCALE), _drawable(text), INK, _font(TEXT), anchor="ls")
        for mark in row.marks:
            _mark(image, draw, mark)
    stream = io.BytesIO()
    few = image.quantize(palette=_palette(), dither=Image.Dither.NONE)
    (few.convert("L") if grey else few).save(stream, "PNG")  # tighter takes ten times as long, and saves a twentieth
    return stream.getvalue()


@cache
def _palette() -> Image.Image:
    """Each colour on its way to white, in as many steps as smooth edges need: the file is small, and white is white."""
    image, steps = Image.new("P", (1, 1)), list[int]()
    for colour in sorted({INK, QUIET, *(paint.line for paint in PAINTS.values())}):
        for step in range(STEPS + 1):
            steps += (255 - (255 - part) * step // STEPS for part in ImageColor.getrgb(colour))
    image.putpalette(steps)
    return image


def _mark(image: Image.Image, draw: ImageDraw.ImageDraw, mark: Mark) -> None:
    """As ``components/picture.html`` draws it."""
    left, top, paint = mark.x * SCALE, mark.y * SCALE, mark.paint
    right, bottom, middle = left + _SQUARE, top + _SQUARE, left + _SQUARE // 2
    box = (left - SCALE, top - SCALE, right + SCALE, bottom + SCALE)
    draw.rectangle(box, paint.ground)
    if mark.look == "hatched":
        image.paste(paint.line, (left, top), _hatching())
        draw.rectangle((left + 3 * SCALE, top + 10 * SCALE, left + 37 * SCALE, top + 31 * SCALE), paint.ground)
    draw.rectangle(box, outline=paint.line, width=_STROKE)
    if mark.look == "empty":
        for gap in range(_DASH, _SQUARE - _DASH, _DASH + _SPACE):
            draw.rectangle((box[0], top + gap, box[2], top + gap + _SPACE), paint.ground)
            draw.rectangle((left + gap, box[1], left + gap + _SPACE, box[3]), paint.ground)
    letters, number = _drawable(mark.letters), _drawable(mark.number)
    draw.text((middle, top + 27 * SCALE), letters, paint.letters, _font(mark.size), "ms", stroke_width=_BOLD)
    draw.text((middle, top + 56 * SCALE), number, QUIET, _font(NUMBER), "ms")


@cache
def _hatching() -> Image.Image:
    """Stripes from lower left to upper right over a square, drawn larger first: so they have smooth edges."""
    finer, side = 4, _SQUARE + 1
    mask = Image.new("L", (side * finer, side * finer))
    draw = ImageDraw.Draw(mask)
    for start in range(0, 2 * side, _STRIPES):
        draw.line((start * finer, 0, (start - 2 * side) * finer, 2 * side * finer), 255, _STROKE * finer)
    return mask.reduce(finer)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size * SCALE)


def _drawable(text: str) -> str:
    """``text`` in the letters that the font has: no accents, plain dashes."""
    plain = unicodedata.normalize("NFKD", text.translate(_DASHES))
    return "".join(
        sign if sign.isascii() or sign in _BEYOND_ASCII else "?" for sign in plain if not unicodedata.combining(sign)
    )
