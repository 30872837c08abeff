"""Handing over a file: to be kept, never shown by the browser in place, and never from a cache."""

import io
from typing import Final

from flask import Response, send_file

MEDIA_TYPES: Final = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "fragment": "text/html",
    "html": "text/html",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What each form of a file is called on the web."""

UNOPENED: Final = "application/octet-stream"


def handed_over(content: bytes, name: str, form: str) -> Response:
    """``content``, made here in this ``form``, as the file ``name``."""
    return _kept(content, name, MEDIA_TYPES[form])


def handed_back(content: bytes, name: str) -> Response:
    """``content`` that somebody sent, as the file ``name``: of no kind that a browser would open."""
    return _kept(content, name, UNOPENED)


def _kept(content: bytes, name: str, media_type: str) -> Response:
    return send_file(io.BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name, max_age=0)
