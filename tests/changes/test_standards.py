"""Loading frameworks."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from tracker.accounts.rules import OPERATOR
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Conflict, NotFound
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework
from tracker.standards.models import Framework, Standard
from tracker.standards.queries import get_framework, standards_of


def test_a_loaded_framework_says_what_its_file_says(framework):
    db.session.expire_all()
    assert get_framework("minimum-standards-2018").wording == shipped_framework()


def test_loading_is_recorded(framework):
    assert db.session.scalars(sa.select(AuditEntry.verb)).all() == ["load_framework"]


def test_loading_the_same_again_changes_nothing(framework):
    again, is_new = load_framework(shipped_framework(), by=OPERATOR)
    assert (again.id, is_new) == (framework.id, False)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Standard)) == 20
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other Standards"},
        {"publisher": "Somebody else"},
        {"ratings": shipped_framework().ratings[:1]},
        {"sections": shipped_framework().sections[:3]},
        {"read_as": {}},
        {"sections": shipped_framework().sections[::-1]},
    ],
)
def test_another_wording_under_a_loaded_version_is_refused(framework, change):
    with pytest.raises(Conflict, match="loaded with another wording"):
        load_framework(replace(shipped_framework(), **change), by=OPERATOR)
    assert framework.wording == shipped_framework()


def test_another_version_stands_beside_the_first(framework):
    load_framework(replace(shipped_framework(), version="2027"), by=OPERATOR)
    assert db.session.scalars(sa.select(Framework.version).order_by(Framework.version)).all() == ["2018", "2027"]


def test_with_several_loaded_one_must_be_named(framework):
    load_framework(replace(shipped_framework(), version="2027"), by=OPERATOR)
    with pytest.raises(NotFound, match="minimum-standards-2018, minimum-standards-2027"):
        get_framework()
    assert get_framework("minimum-standards-2027").version == "2027"


def test_standards_come_in_the_order_of_the_framework(framework):
    assert list(standards_of(framework)) == list(shipped_framework().standards)
    assert list(standards_of(framework, ["3.3", "1.6", "9.9"])) == ["1.6", "3.3"]
