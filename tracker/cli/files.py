"""Files that a command is given."""

from pathlib import Path

from tracker.errors import Invalid
from tracker.word.package import MAX_FILE


def content_of(file: Path) -> bytes:
    """What is in it, as far as a document may go and one byte more. Raises ``Invalid``."""
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_FILE + 1)
    except OSError as error:
        raise Invalid(f"{file} cannot be read: {error.strerror}.") from error
