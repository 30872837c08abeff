"""Who may choose a service's Word template."""

from tracker.accounts.rules import Deed, Role

CHOOSE = Deed.of("choose the Word template", [Role.MANAGER])
USE = Deed.of("use the Word template", list(Role))
