"""The areas of work in a plan: a title, and the numbers of the standards that it is linked to."""

import re

NUMBER = re.compile(r"(?<![\w.£€$])[0-9A-Z]{1,4}\.\d{1,3}(?!\w|\.\d|\s?%)")

_RANGE = re.compile(rf"({NUMBER.pattern})\s*(?:-|–|—|‑|to)\s*({NUMBER.pattern})")
_LINK = re.compile(r"\(([^()]*)\)\Z")
_BETWEEN = re.compile(r"(standards?|and|&|[,;/\s])*", re.IGNORECASE)


def area_title(area: str) -> str:
    """``area`` without the standards' numbers in brackets at its end: "Strategic functions (2.3)" less its "(2.3)"."""
    found = _LINK.search(area)
    if found and NUMBER.search(found[1]) and _BETWEEN.fullmatch(NUMBER.sub("", found[1])):
        return area[: found.start()].rstrip()
    return area


def numbers_in(text: str, known: list[str]) -> tuple[str, ...]:
    """The numbers in ``text``, each once, with those that a range such as "1.1-1.3" leaves out."""

    def between(found: re.Match[str]) -> str:
        first, last = found[1], found[2]
        if first not in known or last not in known:
            return found[0]
        return " ".join(known[known.index(first) : known.index(last) + 1])

    return tuple(dict.fromkeys(NUMBER.findall(_RANGE.sub(between, text))))


def is_numbers(text: str) -> bool:
    """Whether ``text`` names standards by number, and ranges of them, and says nothing else."""
    return _BETWEEN.fullmatch(NUMBER.sub("", _RANGE.sub("", text))) is not None


def has_range(text: str) -> bool:
    """Whether ``text`` names a range of standards."""
    return _RANGE.search(text) is not None
