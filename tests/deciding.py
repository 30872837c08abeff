"""A chair who decides in a process of their own: ``python -m tests.deciding HOME DATABASE MEETING CHAIR GO``.

It decides once the file GO is there, and prints what came of it.
"""

import sys
import time
import uuid
from pathlib import Path

from tests.meetings import KEY
from tracker import create_app
from tracker.accounts.models import Person
from tracker.config import Config
from tracker.db import begin_writing, db
from tracker.errors import Conflict
from tracker.meetings.changes import decide
from tracker.meetings.models import Meeting
from tracker.meetings.rules import Decision


def main(home: str, database: str, meeting: str, chair: str, go: str) -> None:
    """Decide, and say how it went."""
    with create_app(Config(Path(home), database)).app_context():
        by = db.session.get_one(Person, uuid.UUID(chair))
        print("ready", flush=True)  # noqa: T201
        while not Path(go).exists():
            time.sleep(0.001)
        begin_writing()
        there, by = db.session.get_one(Meeting, uuid.UUID(meeting)), db.session.get_one(Person, uuid.UUID(chair))
        try:
            decide(there, Decision.RATIFIED, by=by, key=KEY)
        except Conflict as error:
            print(error)  # noqa: T201
            return
        time.sleep(0.2)  # the other one is waiting by now
        db.session.commit()
        print("decided")  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
