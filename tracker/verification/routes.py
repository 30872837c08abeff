"""A page for anyone with a file: whether it says what was ratified."""

from functools import partial
from typing import Final

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from tracker.db import outside_transaction
from tracker.errors import Invalid
from tracker.seals.queries import our_keys
from tracker.turns import Turns
from tracker.verification import rules
from tracker.verification.forms import VerifyForm
from tracker.verification.rules import Verdict
from tracker.web import public
from tracker.word.apart import read_apart

blueprint = Blueprint("verification", __name__)

AT_ONCE: Final = Turns(1)  # so that who is signed in finds room to read documents, whoever else comes here
SHOWN: Final = 50  # differences; who needs more compares the files


@blueprint.route("/verify", methods=["GET", "POST"])
@public
def verify() -> ResponseReturnValue:
    """Choose a file; what is found is said on the same page, and nothing is kept."""
    form = VerifyForm()
    keys = our_keys(current_app.config["TRACKER"])
    verdict: Verdict | None = None
    if form.validate_on_submit():
        content = form.document.data.read()
        try:
            verdict = outside_transaction(partial(_verdict, content, keys))
        except Invalid as error:
            form.document.errors = [str(error)]
    return render_template("verification/verify.html", form=form, verdict=verdict, keys=keys, shown=SHOWN)


def _verdict(content: bytes, keys: list[str]) -> Verdict:
    with AT_ONCE.take():
        return rules.verify(read_apart(content), keys)
