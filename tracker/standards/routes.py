"""The wording of the standards, to read and to cite. Open to everybody."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.standards import queries
from tracker.web import public

blueprint = Blueprint("standards", __name__)


@blueprint.get("/standards")
@public
def frameworks() -> ResponseReturnValue:
    """The frameworks that are loaded."""
    return render_template("standards/frameworks.html", frameworks=queries.frameworks())


@blueprint.get("/standards/<slug>")
@public
def framework(slug: str) -> ResponseReturnValue:
    """One framework: its scale, and its standards under their sections."""
    return render_template("standards/framework.html", framework=queries.get_framework(slug))
