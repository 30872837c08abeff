"""The appendices as a file, or in a report: in memory for a download, or on disk, whole or not at all."""

import os
import tempfile
from pathlib import Path

from tracker import clock
from tracker.errors import Invalid
from tracker.reports.appendices import AS_PRINTED, appendices
from tracker.reports.headings import headings
from tracker.reports.options import LOOKS, OWN, Options
from tracker.reports.printed import sealed_part
from tracker.reports.queries import Year
from tracker.signing import SigningKey
from tracker.word.appendix import AppendixDocument
from tracker.word.insertion import Inserted
from tracker.word.insertion_apart import insert_apart
from tracker.word.looks import Look
from tracker.word.template import Template
from tracker.word.writer import write


def word_file(
    year: Year, options: Options = AS_PRINTED, template: Template | None = None, *, key: SigningKey | None = None
) -> bytes:
    """The appendices of ``year`` as a ``.docx``; ``template`` is the one to take where the look is that.

    Out of a seal, the file carries what is printed, signed with ``key``.
    """
    document = appendices(year, options)
    return write(
        document,
        at=clock.now(),
        look=_look(options),
        large_print=options.large_print,
        template=template if options.look == OWN else None,
        sealed=sealed_part(document, year.seal, key) if year.seal and key else b"",
    )


def into_report(
    document: AppendixDocument,
    report: bytes,
    options: Options = AS_PRINTED,
    template: Template | None = None,
    *,
    seal: str = "",
    key: SigningKey | None = None,
) -> Inserted:
    """``report`` with the appendices in it, in its own styles; those chosen of ``template`` where it has them too.

    Out of the ``seal`` with this digest, it carries what is printed, signed with ``key``. Raises ``BadDocument``.
    """
    sealed = sealed_part(document, seal, key, in_report=True) if seal and key else b""
    styles, look = template.styles if template else {}, _look(options)
    return insert_apart(document, report, headings=headings(document), styles=styles, look=look, sealed=sealed)


def _look(options: Options) -> Look:
    _, look = LOOKS[AS_PRINTED.look if options.look == OWN else options.look]
    return look


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
