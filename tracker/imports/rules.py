"""Who may bring a document in, and how long one is kept."""

from datetime import timedelta

from tracker.accounts.rules import Deed, Role

IMPORT = Deed.of("bring in a Word file", [Role.MANAGER])
KEPT_FOR = timedelta(days=7)
