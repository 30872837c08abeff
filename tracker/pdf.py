"""Whether a PDF opens without a password: many are only protected against copying, and anybody reads those."""

import io
import zlib
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tracker.word.doing_apart import Done, done_apart
from tracker.word.package import BadDocument

_ADVICE: Final = "Print it to a new PDF, and send that."
_UNREADABLE: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    PyPdfError,
    TypeError,
    ValueError,
    zlib.error,
)  # what pypdf meets ill-made files with


def opens(content: bytes) -> bool:
    """Whether the PDF ``content`` opens without a password.

    It is read in a process of its own. Raises ``BadDocument`` where it cannot be, or takes too long or too much memory.
    """
    return bool(done_apart(_opened, content, advice=_ADVICE)[0])


def _opened(content: bytes) -> Done:
    try:
        reader = PdfReader(io.BytesIO(content))
        return not reader.is_encrypted or bool(reader.decrypt("")), b""
    except _UNREADABLE as error:
        raise BadDocument(f"How it is protected could not be read. {_ADVICE}") from error
