"""The looks that a document of ours can have, and large print."""

import re
from dataclasses import asdict, dataclass
from string import Template
from typing import Final

_SIZE = re.compile(r'(?<=<w:sz w:val=")\d+(?=")|(?<=<w:szCs w:val=")\d+(?=")')
_INDENT = re.compile(r'(?<=<w:ind w:left=")\d+(?=")|(?<= w:hanging=")\d+(?=")')
_BODY, _LARGE, _LARGE_HEADING = 22, 36, 48  # half points: nothing in large print is under 18 pt


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as Word writes them; "auto" is none. ``header`` and ``section`` fill the rows of that kind."""

    heading: str
    line: str
    running: str
    link: str
    header: str
    header_text: str
    section: str

    def dress(self, styles: str) -> str:
        """``styles`` with the names of colours replaced by these."""
        return Template(styles).substitute(asdict(self))


CALM: Final = Look("12436D", "8A97A3", "3D4A57", "0B4C8C", "DCE6EE", "000000", "EFF3F6")
PLAIN: Final = Look("000000", "404040", "000000", "000000", "auto", "000000", "auto")
STRONG: Final = Look("12436D", "12436D", "3D4A57", "0B4C8C", "12436D", "FFFFFF", "DCE6EE")


def enlarged(xml: str) -> str:
    """Styles or lists in large print: no letter under 18 pt, and the wider indents that this needs."""
    xml = _SIZE.sub(lambda found: str(_LARGE if int(found[0]) <= _BODY else _LARGE_HEADING), xml)
    return _INDENT.sub(lambda found: str(2 * int(found[0])), xml)
