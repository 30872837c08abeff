"""What can go wrong, in words for the person who meets it; ``web`` makes a page of it, ``cli`` a line."""

CLASH = "Somebody else saved this while you did, or it is there already. Nothing of yours was saved."


class TrackerError(Exception):
    """Something that a person can put right. Its message says what is wrong, where, and what to do."""


class NotFound(TrackerError):
    """There is no such thing, or it belongs to a service that is not the reader's."""


class Forbidden(TrackerError):
    """Whoever asked has a place in this service, but not the role for this."""


class Conflict(TrackerError):
    """The request is right, but what is there already stands against it."""


class Stale(Conflict):
    """Somebody else saved the same since it was read, and said something else."""


class Invalid(TrackerError):
    """What was typed or uploaded cannot be used as it is."""


class NotReady(TrackerError):
    """The installation is not set up, or a thing that it needs is out of reach."""
