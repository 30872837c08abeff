"""Long lists in pages."""

import pytest

from tracker.paging import pages_shown


@pytest.mark.parametrize(
    ("number", "pages", "shown"),
    [
        (1, 2, [1, 2]),
        (1, 10, [1, 2, None, 10]),
        (3, 10, [1, 2, 3, 4, None, 10]),
        (4, 10, [1, 2, 3, 4, 5, None, 10]),
        (6, 10, [1, None, 5, 6, 7, None, 10]),
        (10, 10, [1, None, 9, 10]),
    ],
)
def test_of_many_pages_the_ends_and_the_neighbours_are_linked_to(number, pages, shown):
    assert pages_shown(number, pages) == shown
