"""The text that a file carries with it, where no page shows it."""

import io
import zipfile

import pytest

from tests.word.documents import docx, p
from tests.word.test_insertion import appendices, put
from tests.word.test_notices import REPORT
from tests.word.test_template import HOUSE
from tests.word.test_writer import AT
from tracker.word.apart import read_apart
from tracker.word.reader import read
from tracker.word.template import Template
from tracker.word.trial import usable_styles
from tracker.word.writer import write

TEXT = '{"a":"é <&> \\u0001 😀"}'


def names(content):
    return [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if name.startswith("customXml")]


def written(**settings):
    return write(appendices(), at=AT, sealed=TEXT.encode(), **settings)


def in_template():
    return written(template=Template(HOUSE, usable_styles(HOUSE)))


@pytest.mark.parametrize("make", [written, in_template, lambda: put(REPORT, sealed=TEXT.encode()).content])
def test_it_comes_back_as_it_went_in(make):
    content = make()
    assert read_apart(content).sealed == (TEXT,)
    assert len(names(content)) == 3


def test_a_file_without_one_has_no_such_part():
    content = write(appendices(), at=AT)
    assert names(content) == []
    assert read(content).sealed == ()


def test_put_into_a_report_again_the_new_one_stands_in_place_of_the_old_one():
    once = put(REPORT, sealed=TEXT.encode()).content
    assert read(put(once, sealed=b"other").content).sealed == ("other",)
    assert read(put(once).content).sealed == ()


def test_what_others_keep_in_such_parts_stays_and_is_not_taken_for_one():
    theirs = put(docx(p("Text")), sealed=b"x").content
    archive = zipfile.ZipFile(io.BytesIO(theirs))
    parts = {name: archive.read(name) for name in archive.namelist()}
    parts["customXml/item1.xml"] = b"no XML at all"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    content = put(stream.getvalue(), sealed=TEXT.encode()).content
    assert read(content).sealed == (TEXT,)
    assert zipfile.ZipFile(io.BytesIO(content)).read("customXml/item1.xml") == b"no XML at all"
    assert len(names(content)) == 6
