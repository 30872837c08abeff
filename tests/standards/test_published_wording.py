"""The wording of the standards, to the letter of what was published."""

import os
from collections.abc import Iterator
from pathlib import Path

from tracker.standards.loader import shipped_framework
from tracker.standards.rules import FrameworkWording

PUBLISHED = Path(os.environ["TRACKER_EXAMPLES"]) / "minimum_standards_2018.txt"


def printed(framework: FrameworkWording) -> Iterator[str]:
    """The lines of ``framework`` as the publisher prints them: titles, and wordings after their numbers."""
    for section in framework.sections:
        yield section.title
        for standard in section.standards:
            yield from f"{standard.number} {standard.text}".split("\n")


def test_the_shipped_wording_is_the_published_one_to_the_letter():
    framework = shipped_framework()
    # A reprint shows some bullets as boxes. Nothing else is made alike, no space and no dash.
    published = [line.replace("☐ ", "- ") for line in PUBLISHED.read_text("utf-8").split("\n") if line]
    beginning = published.index(framework.sections[0].title)

    assert [line for line in printed(framework) if line] == published[beginning:]
