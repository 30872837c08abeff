"""The whole pack to take away: on one page to print, and as a Word document, in normal and in large print."""

import pytest

from tests.cast import sign_in
from tests.evidence import make_figure
from tests.review import ASKED, PACK, ask_and_answer
from tests.submitting import complete, rate
from tests.word.checks import integrity_faults, own_faults
from tests.word.structure import Written
from tracker.abbreviations.changes import save_abbreviation
from tracker.accounts.changes import edit_person
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import choose_evidence, move, save_rating, say_why_no_action, start_assessment
from tracker.assessments.queries import get_rating, plan_of
from tracker.audit.queries import last_entry
from tracker.plans.changes import add_action
from tracker.plans.rules import ActionText
from tracker.teamwork.changes import add_remark
from tracker.word.document import Line
from tracker.word.reader import read

PRINTED, WORD = f"{PACK}/print", f"{PACK}/pack.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def year(service, framework, assessment, group, manager, team):
    """A year with something of everything at 4.1."""
    before = start_assessment(service, framework, period("2020-21", 9), by=OPERATOR)
    save_rating(get_rating(before, "4.1"), "P/C", "Two were not trained.", by=OPERATOR)
    complete(assessment)
    rating = rate(assessment, "4.1", "P/C", "**Most** of the TEAMX is trained.")
    choose_evidence(rating, add=[make_figure(service, framework)], by=OPERATOR)
    text = {"objective": "Train the rest", "who": "Team\nlead", "timescale": "By May", "completion": "- One\n- Two"}
    plan = plan_of(assessment, viewer=OPERATOR)
    add_action(plan, ActionText(**text, standards=("4.1",)), framework, by=OPERATOR)
    say_why_no_action(rate(assessment, "4.2", "P/C"), "The council decides next summer.", by=OPERATOR)
    save_abbreviation(service, "TEAMX", "The team of Lanternshire", by=OPERATOR)
    add_remark(rating, "Only-the-team-reads-this", by=team)
    move(assessment, "submit", by=OPERATOR)
    ask_and_answer(assessment, group, manager)
    return assessment


def lines(content):
    return [element for element in read(content).elements if isinstance(element, Line)]


def chapter(content, title):
    """The lines from this heading to the next of its kind."""
    there = lines(content)
    begins = next(place for place, line in enumerate(there) if line.heading == 1 and line.text == title)
    ends = (place for place, line in enumerate(there) if line.heading == 1 and place > begins)
    return [(line.heading, line.text) for line in there[begins : next(ends, None)]]


@pytest.mark.parametrize("who", ["manager", "team", "group", "chair"])
@pytest.mark.parametrize(
    ("address", "name"), [(WORD, "review-pack.docx"), (f"{WORD}?large=y", "review-pack-large-print.docx")]
)
def test_all_who_read_the_year_take_it_as_word_and_the_record_has_it(request, client, year, who, address, name):
    person = request.getfixturevalue(who)
    sign_in(client, person)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f"attachment; filename=lanternshire-2021-22-{name}"
    entry = last_entry(year.id)
    assert (entry.verb, entry.by, entry.details) == ("take_pack", person.identifier, {"form": "docx"})


@pytest.mark.parametrize("large", ["", "?large=y"])
def test_the_word_document_is_well_made(client, year, group, large):
    sign_in(client, group)
    content = client.get(f"{WORD}{large}").data
    assert own_faults(content) == []
    assert integrity_faults(content) == []
    sizes = {int(size.get(f"{W}val")) for size in Written(content).roots["word/styles.xml"].iter(f"{W}sz")}
    assert (min(sizes) == 36) is bool(large)


def test_a_standard_is_a_chapter_with_all_that_belongs_to_it_and_a_place_to_answer(client, year, group):
    sign_in(client, group)
    there = chapter(client.get(WORD).data, "4.1 IPSEA legal training")
    assert [line for line in there if line[0]] == [
        (1, "4.1 IPSEA legal training"),
        (2, "What the standard says"),
        (2, "How the service has rated itself"),
        (2, "Why"),
        (2, "What shows it"),
        (2, "What the service will do about it"),
        (3, "Action 1"),
        (2, "The year before (2020-21)"),
        (2, "Questions so far"),
        (2, "What do you think?"),
    ]
    texts = [text for _, text in there]
    for words in (
        "Partially Compliant. The service meets part of the standard; the rest is still to be done.",
        "Most of the TEAMX is trained.",
        "Who does it: Team",
        "lead",
        "By when: By May",
        "Done so far:",
        "One",
        "Two were not trained.",
        f"A member asked: {ASKED}",
        "The service answered: Fifty.",
        "\N{BALLOT BOX} I agree",
        "\N{BALLOT BOX} My question:",
    ):
        assert words in texts, words


def test_what_there_is_none_of_is_said_in_words(client, assessment, group):
    move(assessment, "submit", by=OPERATOR)
    sign_in(client, group)
    texts = [text for _, text in chapter(client.get(WORD).data, "4.3 Supervision and development")]
    for words in (
        "The service has not rated this yet.",
        "The service has written nothing here.",
        "Nothing was added to show this.",
        "No action is planned for this standard.",
    ):
        assert words in texts, words
    assert "Questions so far" not in texts


def test_why_there_is_no_action_is_said(client, year, group):
    sign_in(client, group)
    texts = [text for _, text in chapter(client.get(WORD).data, "4.2 Feedback from service users")]
    assert "No action is planned for this standard. The service says why: The council decides next summer." in texts


def test_it_begins_with_how_to_use_it_and_ends_with_the_short_forms(client, year, group):
    sign_in(client, group)
    content = client.get(WORD).data
    first = [text for _, text in chapter(content, "Review pack 2021-22")]
    assert "Give or send it back to Maya Noor (maya.noor@example.org)." in first
    assert "Partially Compliant: The service meets part of the standard; the rest is still to be done." in first
    assert [line.text for line in lines(content) if line.heading == 1][-1] == "What the short forms mean"
    last = [text for _, text in chapter(content, "What the short forms mean")]
    assert "IASS: Information, advice and support service" in last
    assert "TEAMX: The team of Lanternshire" in last


def test_without_a_manager_it_goes_back_to_the_service(client, year, group, manager):
    edit_person(manager, manager.name, manager.email, is_admin=False, active=False, by=OPERATOR)
    sign_in(client, group)
    assert "Give or send it back to the service." in client.get(PRINTED).text


def test_neither_names_of_members_nor_the_teams_remarks_are_in_it(client, year, group):
    sign_in(client, group)
    for address in (PRINTED, WORD):
        content = client.get(address).data
        texts = content.decode() if address == PRINTED else "\n".join(line.text for line in lines(content))
        body = texts.partition("<main")[2] or texts
        assert ASKED in body
        assert "Gwen Rees" not in body
        assert "Only-the-team" not in body


@pytest.mark.parametrize("who", ["manager", "team", "group", "chair"])
def test_the_page_to_print_has_all_of_it(request, client, year, who):
    sign_in(client, request.getfixturevalue(who))
    page = client.get(PRINTED).text
    assert '<h1 class="govuk-heading-l" id="chapter-1">Review pack 2021-22</h1>' in page
    assert page.count("What do you think?") == 20
    assert "<strong>Most</strong> of the TEAMX is trained." in page
    assert f'href="{PRINTED}?large=y">Large print</a>' in page
    page = client.get(f"{PRINTED}?large=y").text
    assert "tracker-whole--large" in page
    assert f'href="{PRINTED}">Normal print</a>' in page


@pytest.mark.parametrize("address", [PRINTED, WORD])
@pytest.mark.parametrize(
    ("who", "status"), [("commissioner", 403), ("network", 403), ("other_manager", 404), ("administrator", 404)]
)
def test_nobody_else_takes_it(request, client, year, address, who, status):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(address).status_code == status
    assert client.post(address).status_code == 405


def test_a_draft_can_be_taken_as_it_is(client, assessment, manager):
    sign_in(client, manager)
    page = client.get(WORD)
    assert page.status_code == 200
    assert [line.text for line in lines(page.data)].count("The service has not rated this yet.") == 20
