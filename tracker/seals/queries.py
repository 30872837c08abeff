"""Every reading of seals. One that does not fit is never shown as good: reading it raises ``Invalid``."""

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import sqlalchemy as sa

from tracker.abbreviations.queries import own_meanings
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service
from tracker.accounts.rules import Doer, insist, may
from tracker.assessments.models import Assessment
from tracker.assessments.queries import get_assessment, previous_assessment
from tracker.assessments.rules import AGREED, READ, Status
from tracker.audit.queries import latest
from tracker.config import Config
from tracker.db import db
from tracker.errors import Conflict, Invalid, NotFound, NotReady
from tracker.evidence.models import Evidence
from tracker.plans.changes import text_of
from tracker.plans.models import Action
from tracker.plans.queries import actions_of, get_plan
from tracker.plans.rules import ActionText
from tracker.reports.comparison import Comparison
from tracker.reports.everything import everything
from tracker.reports.queries import Year, compared, year_shown
from tracker.seals import rules, snapshots
from tracker.seals.models import Seal
from tracker.seals.rules import Moved, PlanChanges, VersionStatus
from tracker.standards.models import Framework

ITEM: Final = ("title", "kind", "speaks_of", "printed")
"""What another program is told of an item of evidence."""

KEPT: Final = ("seals", "sealed_evidence", "sealed_files")
"""The tables that nothing changes."""

_TRIGGERS: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def read(seal: Seal) -> dict[str, Any]:
    """What is sealed. Raises ``Invalid`` where it does not fit its digest and its signature."""
    if fault := rules.fault(seal.snapshot, seal.digest, seal.signature, seal.public_key):
        raise Invalid(
            f"The seal {rules.short(seal.digest)} does not fit: {fault}. Nothing is shown of it. Tell whoever runs "
            "this installation: the database was changed from outside, and a backup has it as it was."
        )
    snapshot: dict[str, Any] = json.loads(seal.snapshot)
    snapshots.insist_readable(snapshot)
    return snapshot


def sealed_year(seal: Seal) -> Year:
    """The year as it was sealed, with what is printed of who ratified it. Nothing in it is of the session."""
    snapshot = read(seal)
    with db.session.no_autoflush:
        year = snapshots.year_in(snapshot, seal.assessment)
    return replace(year, notice=f"{ratified(snapshot)} Seal {rules.short(seal.digest)}.", seal=seal.digest)


def ratified(snapshot: Mapping[str, Any]) -> str:
    """Who ratified, and when, in a sentence with the service's own name for its group."""
    held = snapshots.meeting_in(snapshot)
    return rules.ratified(Status(snapshot["status"]), snapshot["service"]["advisory_body"], held.held_on)


def seals_of(assessment: Assessment, *, viewer: Doer) -> list[Seal]:
    """The seals of all its versions, the first first. Raises ``Forbidden``."""
    insist(viewer, rules.READ, assessment.service_id)
    query = sa.select(Seal).where(Seal.assessment_id == assessment.id).order_by(Seal.version)
    return list(db.session.scalars(query))


def latest_seal(assessment: Assessment, *, viewer: Doer) -> Seal | None:
    """The seal of the version in force, if there is one."""
    return next(reversed(seals_of(assessment, viewer=viewer)), None)


def get_seal(assessment: Assessment, version: int, *, viewer: Doer) -> Seal:
    """The seal of this version. Raises ``NotFound``, ``Forbidden``."""
    found = next((seal for seal in seals_of(assessment, viewer=viewer) if seal.version == version), None)
    if found is None:
        raise NotFound(f"No version {version} of the self-assessment {assessment.label} was ratified.")
    return found


def ratified_years_of(service: Service, *, viewer: Doer) -> list[Assessment]:
    """The service's self-assessments of which a version was ratified, the latest first. Raises ``Forbidden``."""
    return ratified_years_in([service], viewer=viewer)[service.id]


def ratified_years_in(services: Sequence[Service], *, viewer: Doer) -> dict[uuid.UUID, list[Assessment]]:
    """The same of each of these services, by its identifier, in one query. Raises ``Forbidden``."""
    for service in services:
        insist(viewer, rules.READ, service.id)
    found: dict[uuid.UUID, list[Assessment]] = {service.id: [] for service in services}
    query = (
        sa.select(Assessment)
        .join(Assessment.framework)
        .where(Assessment.service_id.in_(found), sa.exists().where(Seal.assessment_id == Assessment.id))
        .order_by(Assessment.starts.desc(), Assessment.label, Framework.identifier, Framework.version)
    )
    for assessment in db.session.scalars(query):
        found[assessment.service_id].append(assessment)
    return found


def get_ratified(slug: str, label: str, *, viewer: Doer) -> Assessment:
    """The self-assessment with this label; for who reads only what was ratified, one of which something was.

    Raises ``NotFound``, ``Forbidden``.
    """
    service = get_service(slug, viewer=viewer)
    if may(viewer, READ, service.id):
        return get_assessment(service, label, viewer=viewer)
    there = [one for one in ratified_years_of(service, viewer=viewer) if one.label == label]
    if len(there) != 1:
        raise NotFound(f"{service.name} has no ratified self-assessment {label}.")
    return there[0]


def year_to_print(assessment: Assessment, version: int | None = None, *, viewer: Doer) -> Year:
    """What is printed of a year: the sealed ``version``; with none named, the ratified one or else what is worked on.

    Whoever reads only what was ratified gets the version in force. Raises ``NotFound``, ``Invalid``.
    """
    worked_on = not assessment.is_agreed and may(viewer, READ, assessment.service_id)
    if version is None and worked_on:
        return year_shown(assessment, viewer=viewer)
    if version is not None:
        return sealed_year(get_seal(assessment, version, viewer=viewer))
    seal = latest_seal(assessment, viewer=viewer)
    if seal is None:
        raise NotFound(f"The self-assessment {assessment.label} is ratified, but its seal is not there.")
    return sealed_year(seal)


def meanings_of(year: Year, *, viewer: Doer) -> Mapping[str, str]:
    """What the service's own abbreviations mean; in a sealed year, what they meant then."""
    if not year.seal:
        return own_meanings(year.assessment.service, viewer=viewer)
    found: dict[str, str] = read(_seal_of(year))["abbreviations"]
    return found


def everything_of(year: Year) -> dict[str, Any]:
    """What there is of a year for another program; of a sealed one as it was sealed, with its figures as printed."""
    said = everything(year, latest(year.assessment.service_id))
    if year.seal:
        sealed = read(_seal_of(year))["ratings"]
        for rating, then in zip(said["ratings"], sealed, strict=True):
            rating["evidence"] = [{key: item[key] for key in ITEM} for item in then["evidence"]]
    return said


def comparison_to_print(year: Year, *, viewer: Doer) -> Comparison | None:
    """The year beside the one before it, of which the version in force counts; nothing where none is before it."""
    before = previous_assessment(year.assessment, viewer=viewer)
    if before is None:
        return None
    seal = latest_seal(before, viewer=viewer)
    earlier = sealed_year(seal) if seal else year_shown(before, viewer=viewer)
    scale = year.assessment.framework.wording.ratings
    return compared((before.label, earlier.ratings), (year.assessment.label, year.ratings), scale)


def _seal_of(year: Year) -> Seal:
    return db.session.scalars(sa.select(Seal).where(Seal.digest == year.seal).limit(1)).one()


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was sealed, how it stands, and what is sealed of it. One that does not fit has but a ``fault``."""

    seal: Seal
    status: VersionStatus | None = None
    said: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""

    @property
    def sentence(self) -> str:
        """Who ratified it, and when."""
        return ratified(self.said)


def versions_of(assessment: Assessment, *, viewer: Doer) -> list[Version]:
    """All versions that were sealed, the latest first. Raises ``Forbidden``."""
    seals = seals_of(assessment, viewer=viewer)
    return [_version(seal, latest=seals[-1].version) for seal in reversed(seals)]


def get_version(assessment: Assessment, number: int, *, viewer: Doer) -> Version:
    """The version with this number. Raises ``NotFound``, ``Forbidden``, and ``Invalid`` where its seal does not fit."""
    seal = get_seal(assessment, number, viewer=viewer)
    read(seal)
    return _version(seal, latest=seals_of(assessment, viewer=viewer)[-1].version)


def _version(seal: Seal, *, latest: int) -> Version:
    try:
        said = read(seal)
    except Invalid as error:
        return Version(seal, fault=str(error))
    return Version(seal, rules.version_status(Status(said["status"]), seal.version, latest), said)


@dataclass(frozen=True, slots=True)
class ComparedVersions:
    """Two versions: their ratings beside each other, and what changed in the plan, the evidence and the exceptions."""

    ratings: Comparison
    plan: PlanChanges
    evidence: list[Moved]
    exceptions: list[Moved]


def compared_versions(assessment: Assessment, one: int, other: int, *, viewer: Doer) -> ComparedVersions:
    """Two versions beside each other, the earlier first.

    Raises as ``get_version``, and ``Conflict`` for one alone.
    """
    if one == other:
        raise Conflict(f"Version {one} cannot be compared with itself. Choose another version.")
    before, after = (sealed_year(get_seal(assessment, each, viewer=viewer)) for each in sorted((one, other)))
    scale = after.assessment.framework.wording.ratings
    first, second = ((f"Version {year.assessment.version}", year.ratings) for year in (before, after))
    return ComparedVersions(
        compared(first, second, scale),
        rules.plan_changes(_texts(before.actions), _texts(after.actions)),
        rules.moved(_titles(before), _titles(after)),
        rules.moved(_exceptions(before), _exceptions(after)),
    )


def _titles(year: Year) -> dict[str, list[str]]:
    return {one.standard.number: [item.title for item in year.evidence[one.id]] for one in year.ratings}


def _exceptions(year: Year) -> dict[str, list[str]]:
    return {one.standard.number: [year.exceptions[one.id]] for one in year.ratings if one.id in year.exceptions}


def plan_changes_since(version: Version, *, viewer: Doer) -> PlanChanges | None:
    """What changed in the plan's actions since this version was sealed; nothing where it was sealed without a plan."""
    plan = version.said["plan"]
    if plan is None:
        return None
    there = get_plan(version.seal.assessment.service, plan["period"]["label"], viewer=viewer)
    return rules.plan_changes(_texts(sealed_year(version.seal).actions), _texts(actions_of(there)))


def _texts(actions: Iterable[Action]) -> dict[str, ActionText]:
    return {str(action.id): text_of(action) for action in actions}


def sealed_with(item: Evidence) -> str | None:
    """The label of the latest year of which a version was sealed with this item, if there is one."""
    query = (
        sa.select(Assessment.label)
        .join(Seal, Seal.assessment_id == Assessment.id)
        .where(Seal.evidence.any(Evidence.id == item.id))
        .order_by(Assessment.starts.desc(), Assessment.label)
        .limit(1)
    )
    return db.session.scalar(query)


def public_keys() -> list[str]:
    """The public halves of all keys by which something is sealed."""
    return list(db.session.scalars(sa.select(Seal.public_key).distinct().order_by(Seal.public_key)))


def our_keys(config: Config) -> list[str]:
    """The public keys that sign here, the one that signs now first.

    Raises ``NotReady`` where none is known; one that is lost is not missed, since to check takes no private key.
    """
    sealed = public_keys()
    try:
        now = config.signing_key().public
    except NotReady:
        if not sealed:
            raise
        return sealed
    return [now, *(key for key in sealed if key != now)]


@dataclass(frozen=True, slots=True)
class Walked:
    """What was found of one version of a year that is sealed, or should be: ``fault`` is empty where it fits."""

    place: str
    fault: str


def walk(keys: Collection[str]) -> Iterator[Walked]:
    """Every seal, and each that should be there and is not; those by any of these public ``keys`` are ours."""
    for assessment in _all_that_were_ratified():
        there = {seal.version: seal for seal in _as_they_are(assessment)}
        last = assessment.version if assessment.is_agreed else assessment.version - 1
        for version in sorted({*there, *range(1, last + 1)}):
            place = f"{assessment.service.slug} {assessment.label}, version {version}"
            yield Walked(place, _fault(there.get(version), keys))


def missing_triggers() -> list[str]:
    """The triggers that the database should have and has not, or has disabled."""
    dialect = db.engine.dialect.name
    verbs = ("update", "delete", "replace" if dialect == "sqlite" else "truncate")
    wanted = {f"{table}_no_{verb}" for table in KEPT for verb in verbs}
    return sorted(wanted - set(db.session.scalars(sa.text(_TRIGGERS[dialect]))))


def _all_that_were_ratified() -> list[Assessment]:
    sealed = sa.exists().where(Seal.assessment_id == Assessment.id)
    query = (
        sa.select(Assessment)
        .join(Assessment.service)
        .where(sa.or_(sealed, Assessment.version > 1, Assessment.status.in_(AGREED)))
        .order_by(Service.slug, Assessment.starts, Assessment.label, Assessment.id)
    )
    return list(db.session.scalars(query))


def _as_they_are(assessment: Assessment) -> Sequence[Any]:
    """The seals as the database has them, whatever somebody made of them."""
    columns = (Seal.version, Seal.snapshot, Seal.digest, Seal.signature, Seal.public_key)
    raw = (sa.type_coerce(column, sa.types.NullType()).label(column.key) for column in columns)
    return db.session.execute(sa.select(*raw).where(Seal.assessment_id == assessment.id)).all()


def _fault(seal: Any, keys: Collection[str]) -> str:
    if seal is None:
        return "there is no seal, although it was ratified"
    wrong = rules.fault(seal.snapshot, seal.digest, seal.signature, seal.public_key)
    return wrong or ("" if seal.public_key in keys else "it is signed by a key that is not known here")
