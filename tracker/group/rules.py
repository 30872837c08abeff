"""Who may look after the advisory group, whom the framework wants on it, and what makes a quorum."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.accounts.rules import CONSTITUENCIES, Constituency, Deed, Role

READ = Deed.of("see who is on the advisory group", [Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR])
CHANGE = Deed.of("say who is on the advisory group", [Role.MANAGER])
SET_QUORUM = Deed.of("say what makes a quorum", [Role.MANAGER, Role.CHAIR])

ON_GROUP: Final = frozenset({Role.GROUP, Role.CHAIR})
"""The roles of the advisory group's members."""

AT_LEAST: Final = 3
"""How many make a quorum of a group that has not said so itself."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many members must be there, and for which constituencies at least one of them must speak."""

    members: int = AT_LEAST
    constituencies: tuple[Constituency, ...] = ()

    @property
    def in_words(self) -> str:
        """The rule as a sentence's part: "3 members, with somebody for health"."""
        number = f"{self.members} member{'' if self.members == 1 else 's'}"
        named = [CONSTITUENCIES[one].lower() for one in self.constituencies]
        return f"{number}, with somebody for {' and for '.join(named)}" if named else number

    def missing(self, present: Sequence[Constituency | None]) -> list[str]:
        """What is missing, where those who are ``present`` speak for these; nothing where there is a quorum."""
        lacking = self.members - len(present)
        said = [f"{lacking} more member{'' if lacking == 1 else 's'}"] if lacking > 0 else []
        return said + [f"somebody for {CONSTITUENCIES[one].lower()}" for one in self._uncovered(present)]

    def _uncovered(self, present: Collection[Constituency | None]) -> list[Constituency]:
        return [one for one in self.constituencies if one not in present]
