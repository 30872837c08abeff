"""Looking at every seal: whatever somebody made of one in the database is named."""

import pytest
import sqlalchemy as sa

from tests.seals import KEY, corrected, sealed
from tests.tampering import tamper
from tracker.assessments.models import Assessment
from tracker.db import db
from tracker.seals.models import Seal
from tracker.seals.queries import missing_triggers, walk
from tracker.signing import SigningKey, digest

SEALS = Seal.__table__
PLACE = "lanternshire 2021-22, version 1"
OTHER = SigningKey("08" * 32)
FORGED = digest(b"{}")
CASES = {
    "what it holds": ({"snapshot": "{}"}, "what it holds is not what was sealed"),
    "its digest": ({"digest": "0" * 64}, "what it holds is not what was sealed"),
    "its signature": ({"signature": "0" * 128}, "its signature does not fit"),
    "its key": ({"public_key": OTHER.public}, "its signature does not fit"),
    "all of it, by another key": (
        {
            "snapshot": "{}",
            "digest": FORGED,
            "signature": OTHER.sign(bytes.fromhex(FORGED)),
            "public_key": OTHER.public,
        },
        "it is signed by a key that is not known here",
    ),
}


def faults(*keys):
    return [(one.place, one.fault) for one in walk(set(keys or [KEY.public])) if one.fault]


def test_seals_that_fit_are_walked_one_by_one(assessment):
    sealed(assessment)
    assert [(one.place, one.fault) for one in walk([KEY.public])] == [(PLACE, "")]
    corrected(assessment)
    assert [one.place for one in walk([KEY.public])] == [PLACE]


@pytest.mark.parametrize("what", CASES)
def test_a_seal_that_was_changed_is_named(assessment, what):
    values, said = CASES[what]
    sealed(assessment)
    tamper(sa.update(SEALS).values(**values))
    assert faults() == [(PLACE, said)]


def test_a_seal_that_was_taken_away_is_named_also_once_the_year_is_corrected(assessment):
    sealed(assessment)
    tamper(sa.text("DELETE FROM sealed_evidence"), sa.text("DELETE FROM sealed_files"), sa.delete(SEALS))
    assert faults() == [(PLACE, "there is no seal, although it was ratified")]
    tamper(sa.update(Assessment.__table__).values(version=2, correction_reason="x"))
    assert [place for place, _ in faults()] == [PLACE, "lanternshire 2021-22, version 2"]


def test_a_key_that_signed_before_can_be_told(assessment):
    sealed(assessment)
    assert faults(OTHER.public) == [(PLACE, "it is signed by a key that is not known here")]
    assert faults(OTHER.public, KEY.public) == []


def test_missing_triggers_are_named(app):
    assert missing_triggers() == []
    on = "" if db.engine.dialect.name == "sqlite" else " ON seals"
    db.session.execute(sa.text(f"DROP TRIGGER seals_no_update{on}"))
    assert missing_triggers() == ["seals_no_update"]
    db.session.rollback()
    assert missing_triggers() == []


def test_the_command_names_each_that_does_not_fit(app, assessment, run):
    public_key = sealed(assessment, key=app.config["TRACKER"].signing_key()).public_key
    db.session.commit()
    result = run("seals", "verify")
    assert (result.exit_code, result.stdout) == (0, f"{PLACE}: fits\n")
    assert "Every seal fits (1)." in result.stderr
    assert run("seals", "key").stdout == f"{public_key}\n"
    tamper(sa.update(SEALS).values(digest="0" * 64))
    result = run("seals", "verify")
    assert result.exit_code == 1
    assert f"{PLACE}: what it holds is not what was sealed" in result.stderr


def test_a_key_that_was_lost_is_noticed_and_not_made_anew_where_something_is_sealed(app, assessment, run):
    sealed(assessment)
    db.session.commit()
    key = app.config["TRACKER"].home / "signing-key"
    kept = key.read_bytes()
    key.unlink()
    result = run("init")
    assert (result.exit_code, "Put it back from a backup" in result.stderr) == (1, True)
    assert not key.exists()
    key.write_bytes(kept)
    assert run("init").exit_code == 0
