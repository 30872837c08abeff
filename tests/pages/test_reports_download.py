"""The appendices to download."""

from tests.cast import make_person, sign_in
from tracker.accounts.queries import find_service
from tracker.accounts.rules import Role
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.demonstration.changes import add_demonstration
from tracker.reports.reading import read_appendices
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read

FILE = "/services/marlshire/assessments/2025-26/appendices.docx"


def test_the_appendices_download_as_a_word_file_and_the_record_says_so(client, framework):
    add_demonstration(framework)
    sign_in(client, make_person("Ann Bell", find_service("marlshire"), Role.GROUP))
    page = client.get(FILE)
    assert page.headers["Content-Disposition"] == "attachment; filename=marlshire-2025-26-appendices.docx"
    assert page.data[:2] == b"PK"
    reading = read_appendices(read(page.data), shipped_framework())
    assert (len(reading.ratings), len(reading.actions), reading.remarks) == (20, 12, [])
    assert db.session.query(AuditEntry).filter_by(verb="download").count() == 1
