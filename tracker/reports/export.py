"""The appendices as a file: in memory for a download, or on disk, whole or not at all."""

import io
import os
import tempfile
from pathlib import Path

from tracker import clock
from tracker.errors import Invalid
from tracker.reports.appendices import AS_PRINTED, appendices
from tracker.reports.options import LOOKS, Options
from tracker.reports.queries import Year
from tracker.word.writer import write

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file(year: Year, options: Options = AS_PRINTED) -> io.BytesIO:
    """The appendices of ``year`` as a ``.docx``."""
    _, look = LOOKS[options.look]
    document = appendices(year, options)
    return io.BytesIO(write(document, at=clock.now(), look=look, large_print=options.large_print))


def save(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``: what stood there before stays until the new file is whole. Raises ``Invalid``."""
    path = path.resolve()
    if path.suffix.lower() != ".docx" or (path.exists() and not path.is_file()):
        raise Invalid(f"{path} cannot be written: give the name of a file that ends in .docx.")
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
            try:
                draft.write(content)
                draft.flush()
                os.fsync(draft.fileno())
                os.chmod(draft.name, 0o666 & ~_umask())
                os.replace(draft.name, path)
            except BaseException:
                os.unlink(draft.name)
                raise
    except OSError as error:
        raise Invalid(f"{path} cannot be written: {error.strerror}. Choose another place.") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
