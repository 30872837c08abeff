"""The Minimum Standards tracker: a service's self-assessment and delivery plan, from Word and back to Word."""

import secrets

from flask import Flask

from tracker import db, web
from tracker.abbreviations import routes as abbreviations
from tracker.accounts import routes as accounts
from tracker.assessments import routes as assessments
from tracker.backing import routes as backing
from tracker.by_link import routes as by_link
from tracker.config import Config
from tracker.delivery import routes as delivery
from tracker.demonstration import routes as demonstration
from tracker.evidence import routes as evidence
from tracker.exports import routes as exports
from tracker.feeds import routes as feeds
from tracker.gap_answers import routes as gap_answers
from tracker.group import routes as group
from tracker.home import routes as home
from tracker.imports import routes as imports
from tracker.meetings import routes as meetings
from tracker.overview import routes as overview
from tracker.owners import routes as owners
from tracker.plan_exports import routes as plan_exports
from tracker.plan_imports import routes as plan_imports
from tracker.plans import routes as plans
from tracker.progress import routes as progress
from tracker.ratings import routes as ratings
from tracker.record import routes as record
from tracker.reminders import routes as reminders
from tracker.reports import routes as reports
from tracker.review import routes as review
from tracker.rollover import routes as rollover
from tracker.seals import routes as seals
from tracker.sign_in import routes as sign_in
from tracker.sign_in import security
from tracker.standards import routes as standards
from tracker.submission import routes as submission
from tracker.teamwork import routes as teamwork
from tracker.terms import routes as terms
from tracker.verification import routes as verification
from tracker.word_templates import routes as word_templates
from tracker.you_said import routes as you_said

FEATURES = (
    abbreviations,
    accounts,
    assessments,
    backing,
    by_link,
    delivery,
    demonstration,
    evidence,
    exports,
    feeds,
    gap_answers,
    group,
    home,
    imports,
    meetings,
    overview,
    owners,
    plan_exports,
    plan_imports,
    plans,
    progress,
    ratings,
    record,
    reminders,
    reports,
    review,
    rollover,
    seals,
    sign_in,
    standards,
    submission,
    teamwork,
    terms,
    verification,
    word_templates,
    you_said,
)
"""All that have pages."""


def create_app(config: Config | None = None) -> Flask:
    """The application, for ``config`` or for what the environment says."""
    config = config or Config.from_environment()
    app = Flask(__name__, instance_path=str(config.home))
    app.config["TRACKER"] = config
    # Before the home is made nothing is served, and what is signed with a passing key need not last.
    app.config["SECRET_KEY"] = config.secret_key() or secrets.token_hex(32)
    db.init_app(app, config)
    web.init_app(app, config)
    security.init_app(app, config)
    for feature in FEATURES:
        app.register_blueprint(feature.blueprint)
    app.register_blueprint(exports.schemas)
    return app
