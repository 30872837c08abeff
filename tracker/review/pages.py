"""The pages of the review pack, for whoever is signed in and for whoever comes by a link. None of them commits.

A blueprint that serves them has an endpoint for each of ``start``, ``standard``, ``agree``, ``question``, ``finish``,
``questions``, ``close``, ``reopen``, ``whole`` and ``word``: ``Pack.to`` makes their addresses. Where a manager answers
is a page for whoever is signed in, and so only ``review`` has ``answer``.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from tracker import clock
from tracker.abbreviations.queries import own_meanings
from tracker.accounts.models import Person
from tracker.accounts.rules import Deed, Doer, may
from tracker.assessments.models import Assessment
from tracker.assessments.queries import get_rating
from tracker.assessments.rules import neighbours
from tracker.db import begin_writing
from tracker.downloads import handed_over
from tracker.errors import Invalid, Stale
from tracker.fields import typed
from tracker.review import changes, queries, rules
from tracker.review.forms import AnswerForm, QuestionForm, ResponseForm
from tracker.review.models import Query
from tracker.review.paper import MEANINGS, pack_document, short_forms
from tracker.review.queries import Asked
from tracker.review.rules import Response
from tracker.review.sheets import Sheet, get_sheet, progress_of, sheets_of
from tracker.richtext import blocks_to_html
from tracker.standards.models import Section
from tracker.web import refused
from tracker.word.appendix import TextDocument
from tracker.word.writer import write_text


@dataclass(frozen=True, slots=True)
class Pack:
    """A review pack in somebody's hands.

    ``member`` is who reads it, ``doer`` what the record knows them by. ``to(name, **values)`` is the address of one of
    the pages; with ``by_link`` there is nobody signed in, and nothing else of the site is linked to.
    """

    assessment: Assessment
    member: Person
    doer: Doer
    by_link: bool
    to: Callable[..., str]

    @property
    def is_open(self) -> bool:
        """Whether the group is asked now."""
        return self.assessment.is_under_review

    @property
    def may_respond(self) -> bool:
        """Whether the reader is asked to agree or to query."""
        return self.is_open and self._may(rules.RESPOND)

    @property
    def may_answer(self) -> bool:
        """Whether the reader answers queries."""
        return self.is_open and not self.by_link and self._may(rules.ANSWER)

    @property
    def may_invite(self) -> bool:
        """Whether the reader invites others by links."""
        return self.is_open and not self.by_link and self._may(rules.INVITE)

    def may_close(self, asked: Asked) -> bool:
        """Whether the reader may close this query, or open it again."""
        is_own = asked.query.person_id == self.member.id
        of_now = asked.query.assessment_version == self.assessment.version
        return self.is_open and of_now and rules.may_close(self.doer, self.assessment.service_id, is_own=is_own)

    def _may(self, deed: Deed) -> bool:
        return may(self.doer, deed, self.assessment.service_id)

    def sheets(self) -> list[Sheet]:
        """All that the pack says, and what the reader said to it."""
        return sheets_of(self.assessment, self.member, viewer=self.doer)

    def own_meanings(self) -> dict[str, str]:
        """What abbreviations mean in the service itself."""
        return own_meanings(self.assessment.service, viewer=self.doer)

    def asked(self) -> list[Asked]:
        """All that was ever asked of it."""
        return queries.queries_of(self.assessment, viewer=self.doer)


def start(pack: Pack) -> ResponseReturnValue:
    """What one is asked to do, how long it takes, and who sees it."""
    sheets = pack.sheets()
    open_ones = [asked for asked in pack.asked() if asked.query.is_open]
    return render_template(
        "review/start.html",
        pack=pack,
        sheets=sheets,
        sections=[(section, list(of_one)) for section, of_one in groupby(sheets, key=_section)],
        progress=progress_of(sheets),
        minutes=len(sheets) * rules.MINUTES_EACH,
        open_ones=open_ones,
    )


def standard(pack: Pack, number: str) -> ResponseReturnValue:
    """One standard, and whether one agrees."""
    sheets = pack.sheets()
    return _standard_page(pack, sheets, get_sheet(sheets, number))


def agree(pack: Pack, number: str) -> ResponseReturnValue:
    """Agree to the rating of one standard."""
    form = ResponseForm()
    there = queries.open_queries_by(pack.member, rating := get_rating(pack.assessment, number))
    try:
        changes.respond(
            rating,
            Response.AGREE,
            member=pack.member,
            by=pack.doer,
            by_link=pack.by_link,
            version=form.version.seen(),
        )
    except Stale as error:
        flash(str(error))
        sheets = pack.sheets()
        return _standard_page(pack, sheets, get_sheet(sheets, number)), 409
    closed = f" Your question{' is' if len(there) == 1 else 's are'} closed." if there else ""
    flash(f"You agreed to {number}.{closed}")
    return redirect(_after(pack, number))


def question(pack: Pack, number: str) -> ResponseReturnValue:
    """Ask something about the rating of one standard."""
    rating = get_rating(pack.assessment, number)
    form = QuestionForm(data={"version": rating.version})
    if form.validate_on_submit():
        try:
            changes.respond(
                rating,
                Response.QUERY,
                typed(form.text),
                member=pack.member,
                by=pack.doer,
                by_link=pack.by_link,
                version=form.version.seen(),
            )
        except (Invalid, Stale) as error:
            form.version.data = str(rating.version)
            return refused(form.text, error, "review/question.html", form=form, pack=pack, rating=rating)
        flash(f"Your question about {number} is sent. You will see the answer here.")
        return redirect(_after(pack, number))
    return render_template("review/question.html", form=form, pack=pack, rating=rating)


def finish(pack: Pack) -> ResponseReturnValue:
    """What one said, and what happens next."""
    sheets = pack.sheets()
    return render_template("review/finish.html", pack=pack, sheets=sheets, progress=progress_of(sheets))


def questions(pack: Pack) -> ResponseReturnValue:
    """All that was asked, open ones first, with the answers."""
    asked, version = pack.asked(), pack.assessment.version
    of_now = [one for one in asked if one.query.assessment_version == version]
    return render_template(
        "review/questions.html",
        pack=pack,
        open_ones=[one for one in of_now if one.query.is_open],
        closed=[one for one in of_now if not one.query.is_open],
        earlier=[one for one in asked if one.query.assessment_version != version],
    )


def answer(pack: Pack, identifier: uuid.UUID) -> ResponseReturnValue:
    """Answer what somebody asked."""
    query = queries.get_query(pack.assessment, identifier, viewer=pack.doer)
    form = AnswerForm(data={"version": len(query.answers)})
    if form.validate_on_submit():
        try:
            changes.answer(query, typed(form.text), by=pack.doer, seen=form.version.seen())
        except (Invalid, Stale) as error:
            form.version.data = str(len(query.answers))
            return refused(form.text, error, "review/answer.html", form=form, pack=pack, asked=_asked(pack, query))
        flash(f"Your answer about {query.rating.standard.number} is sent.")
        return redirect(_to(pack, query.id))
    return render_template("review/answer.html", form=form, pack=pack, asked=_asked(pack, query))


def _asked(pack: Pack, query: Query) -> Asked:
    return next(one for one in pack.asked() if one.query is query)


def close(pack: Pack, identifier: uuid.UUID) -> ResponseReturnValue:
    """Say that a question is answered."""
    query = queries.get_query(pack.assessment, identifier, viewer=pack.doer)
    changes.close(query, by=pack.doer, member=pack.member, by_link=pack.by_link)
    flash(f"The question about {query.rating.standard.number} is closed.")
    return redirect(_to(pack, query.id))


def reopen(pack: Pack, identifier: uuid.UUID) -> ResponseReturnValue:
    """Open a closed question again."""
    query = queries.get_query(pack.assessment, identifier, viewer=pack.doer)
    changes.reopen(query, by=pack.doer, member=pack.member, by_link=pack.by_link)
    flash(f"The question about {query.rating.standard.number} is open again.")
    return redirect(_to(pack, query.id))


def whole(pack: Pack) -> ResponseReturnValue:
    """All of it on one page, to print."""
    document = _document(pack)
    chapters = [
        (chapter.title, [(one.heading, one.level, Markup(blocks_to_html(one.blocks))) for one in chapter.passages])  # noqa: S704  # sanitised there
        for chapter in document.parts
    ]
    return render_template("review/whole.html", pack=pack, chapters=chapters, large="large" in request.args)


def word(pack: Pack) -> ResponseReturnValue:
    """All of it as a Word document; that it was taken is kept in the record, once whoever serves this commits."""
    large = "large" in request.args
    content = write_text(_document(pack), at=clock.now(), large_print=large)
    name = f"{pack.assessment.service.slug}-{pack.assessment.label}-review-pack{'-large-print' if large else ''}.docx"
    begin_writing()
    changes.take_pack(pack.assessment, "docx", by=pack.doer, by_link=pack.by_link)
    return handed_over(content, name, "docx")


def _document(pack: Pack) -> TextDocument:
    return pack_document(
        pack.assessment, pack.sheets(), queries.managers_of(pack.assessment.service), pack.own_meanings()
    )


def _section(sheet: Sheet) -> Section:
    return sheet.rating.standard.section


def _to(pack: Pack, identifier: uuid.UUID) -> str:
    """Where the questions stand, at this one."""
    return pack.to("questions", _anchor=f"question-{identifier}")


def _after(pack: Pack, number: str) -> str:
    """The next standard that is not looked at; after the last what one said."""
    sheets = pack.sheets()
    looked_at = [sheet.number for sheet in sheets if sheet.is_looked_at]
    following = rules.next_after([sheet.number for sheet in sheets], looked_at, number)
    return pack.to("standard", number=following) if following else pack.to("finish")


def _standard_page(pack: Pack, sheets: Sequence[Sheet], sheet: Sheet) -> str:
    before, after = neighbours([one.number for one in sheets], sheet.number)
    return render_template(
        "review/standard.html",
        pack=pack,
        sheet=sheet,
        rating=sheet.rating,
        progress=progress_of(sheets),
        meanings=MEANINGS,
        short_forms=short_forms([sheet], pack.own_meanings()),
        previous=before,
        next=after,
        form=ResponseForm(data={"version": sheet.rating.version}),
    )
