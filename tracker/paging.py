"""Long lists in pages: how many entries one shows, and to which others it links."""

from dataclasses import dataclass
from math import ceil
from typing import Final, Generic, TypeVar

PAGE: Final = 50

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of what was found: ``found`` counts all of it, ``number`` is the page's, counted from 1."""

    items: list[Item]
    number: int
    found: int

    @classmethod
    def of(cls, number: int, found: int) -> "Page[Item]":
        """The page with this number, still without items; the nearest that there is where there is no such page."""
        return cls([], max(1, min(number, ceil(found / PAGE))), found)

    @property
    def pages(self) -> int:
        """How many pages there are; one where nothing was found."""
        return max(1, ceil(self.found / PAGE))

    @property
    def first(self) -> int:
        """The place of the first item here among all that was found."""
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        """The place of the last."""
        return self.first + len(self.items) - 1


def pages_shown(number: int, pages: int) -> list[int | None]:
    """The pages to link to from one of them: the first, the last, its neighbours; ``None`` where some are left out."""
    shown = sorted({1, pages, *range(max(1, number - 1), min(pages, number + 1) + 1)})
    found: list[int | None] = []
    for page in shown:
        if found and page - (found[-1] or 0) > 1:
            found.append(page - 1 if page - (found[-1] or 0) == 2 else None)
        found.append(page)
    return found
