"""The Minimum Standards tracker: a service's self-assessment and delivery plan, from Word and back to Word."""

from flask import Flask

from tracker import db, web
from tracker.config import Config
from tracker.demonstration import routes as demonstration


def create_app(config: Config | None = None) -> Flask:
    """The application, for ``config`` or for what the environment says."""
    config = config or Config.from_environment()
    app = Flask(__name__, instance_path=str(config.home))
    app.config["TRACKER"] = config
    app.config["SECRET_KEY"] = config.secret_key()
    db.init_app(app, config)
    web.init_app(app)
    app.register_blueprint(demonstration.blueprint)
    return app
