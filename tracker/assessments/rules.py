"""Who may do what with an assessment."""

from tracker.accounts.rules import Deed, Role

READERS = (Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR)

READ = Deed.of("read the self-assessment", READERS)
START = Deed.of("start a self-assessment", [Role.MANAGER])
RATE = Deed.of("rate a standard", [Role.MANAGER])
LINK_PLAN = Deed.of("say which plan answers a self-assessment", [Role.MANAGER])
