"""The states of a self-assessment as a diagram and a table, from the rules: ``python -m tests.house.states``."""

import sys

from tracker.accounts.rules import ROLES
from tracker.assessments.rules import MOVES, STATUSES, Status
from tracker.seals.rules import VERSION_STATUSES, VersionStatus

SUPERSEDED = VERSION_STATUSES[VersionStatus.SUPERSEDED]
VERBS = {
    "submit": "submit",
    "withdraw": "withdraw",
    "send_back": "send back",
    "ratify": "ratify",
    "ratify_with_exceptions": "ratify with exceptions",
    "correct": "correct, with a reason",
}
WHAT_ELSE = {
    "submit": "nothing stands in its way (*Check before you submit*)",
    "withdraw": "nobody has responded since it was submitted",
    "send_back": "a meeting, about this version, that says why",
    "ratify": "a meeting, about this version, with a quorum; not by whoever submitted it",
    "ratify_with_exceptions": "the same, and a text for each exception",
    "correct": "a reason",
}


def diagram() -> str:
    """The table of steps as a Mermaid diagram, in the order of the statuses and of the steps."""
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {Status.DRAFT}"]
    lines += [f'    state "{text}" as {status}' for status, text in STATUSES.items()]
    lines += [f'    state "{SUPERSEDED}" as superseded']
    for verb, move in MOVES.items():
        lines += [f"    {one} --> {move.to}: {VERBS[verb]}" for one in Status if one in move.sources]
    lines += [f"    {one} --> superseded: the next version is ratified" for one in agreed()]
    return "\n".join([*lines, "```"])


def agreed() -> list[Status]:
    """The statuses that a ratified version has until the next one is ratified."""
    return [one for one in Status if one in MOVES["correct"].sources]


def table() -> str:
    """The same as a table, with who may take a step and what else must hold."""
    lines = ["| step | by | from | to | what else must hold |", "|---|---|---|---|---|"]
    for verb, move in MOVES.items():
        roles = ", ".join(ROLES[role] for role in ROLES if role in move.deed.roles)
        sources = ", ".join(STATUSES[one] for one in Status if one in move.sources)
        lines.append(f"| {VERBS[verb]} | {roles} | {sources} | {STATUSES[move.to]} | {WHAT_ELSE[verb]} |")
    return "\n".join(lines)


def drawn() -> str:
    """What stands in ``docs/states.md`` below its first lines."""
    return f"{diagram()}\n\n{table()}\n"


if __name__ == "__main__":
    sys.stdout.write(drawn())
