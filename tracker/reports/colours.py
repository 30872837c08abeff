"""Traffic-light colours (RAG): in words, as signs, and as the shading of cells."""

from colorsys import rgb_to_hsv
from typing import Literal

Colour = Literal["green", "amber", "red"]

_WORDS: dict[str, Colour] = {
    "green": "green",
    "g": "green",
    "🟢": "green",
    "amber": "amber",
    "a": "amber",
    "yellow": "amber",
    "orange": "amber",
    "🟡": "amber",
    "🟠": "amber",
    "red": "red",
    "r": "red",
    "🔴": "red",
}


def named(text: str) -> Colour | None:
    """The colour that ``text`` names, if it says nothing else."""
    return _WORDS.get(text.casefold().strip(" .()[]"))


def shown(shade: str) -> Colour | None:
    """The colour that six hexadecimal digits are, if people would call it green, amber or red."""
    if len(shade) != 6:
        return None
    red, green, blue = (int(shade[index : index + 2], 16) / 255 for index in (0, 2, 4))
    hue, saturation, value = rgb_to_hsv(red, green, blue)
    if saturation < 0.15 or value < 0.25:
        return None
    degrees = hue * 360
    if 66 <= degrees <= 165:
        return "green"
    if 20 <= degrees < 66:
        return "amber"
    return "red" if degrees < 20 or degrees > 340 else None
