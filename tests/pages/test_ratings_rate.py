"""One standard of a year: its wording, rating, notes and actions."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from tests.cast import make_person, sign_in
from tests.evidence import make_note
from tracker.accounts.rules import OPERATOR, Role, period
from tracker.assessments.changes import choose_evidence, link_plan, save_rating
from tracker.assessments.queries import get_rating, ratings_of
from tracker.db import begin_writing, db
from tracker.plans.changes import add_action, start_plan
from tracker.plans.rules import ActionText

YEAR = "/services/lanternshire/assessments/2021-22"
PAGE = f"{YEAR}/standards/1.2"


@pytest.fixture
def rating(assessment):
    return get_rating(assessment, "1.2")


def typed(rating, code="C", notes="- Leaflets\n- A website", **others):
    return {"code": code, "notes": notes, "version": str(rating.version)} | others


def saved(rating):
    db.session.expire_all()
    return rating.code, rating.notes


def test_the_page_shows_the_wording_in_full_and_the_choices(client, manager, rating):
    sign_in(client, manager)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert rating.standard.section.title in page.text
    assert rating.standard.text.split("\n")[0][:60] in page.text
    assert all(words in page.text for words in ("Compliant (C)", "Partially Compliant (P/C)", "Not yet rated"))
    assert page.text.count("<h1") == 1
    assert page.text.count(" checked") == 1


def test_saving_goes_on_to_the_next_standard_and_says_so(client, manager, rating):
    sign_in(client, manager)
    answer = client.post(PAGE, data=typed(rating))
    assert (answer.status_code, answer.location) == (302, f"{YEAR}/standards/1.3")
    assert "Rating for 1.2 saved" in client.get(answer.location).text
    assert saved(rating) == ("C", "- Leaflets\n- A website")


def test_after_the_last_standard_comes_the_overview(client, manager, assessment):
    sign_in(client, manager)
    rating = ratings_of(assessment)[-1]
    last = f"{YEAR}/standards/{rating.standard.number}"
    page = client.get(last)
    assert "Save and go to the overview" in page.text
    assert "Next:" not in page.text
    assert client.post(last, data=typed(rating)).location == YEAR


def test_a_rating_can_be_taken_back(client, manager, rating):
    save_rating(rating, "C", "", by=manager)
    sign_in(client, manager)
    client.post(PAGE, data=typed(rating, code=""))
    assert saved(rating) == (None, "- Leaflets\n- A website")


def test_looking_changes_nothing(client, manager, rating):
    sign_in(client, manager)
    client.get(PAGE, query_string={"code": "C", "notes": "x", "version": "1"})
    assert saved(rating) == (None, "")


def test_the_first_standard_has_only_a_next_one(client, manager, assessment):
    sign_in(client, manager)
    page = client.get(f"{YEAR}/standards/1.1").text
    assert "Next: 1.2" in page
    assert "Previous:" not in page


def test_the_team_drafts_notes_and_leaves_the_rating_to_the_manager(client, team, rating):
    save_rating(rating, "P/C", "Two leaflets.", by=OPERATOR)
    sign_in(client, team)
    page = client.get(PAGE).text
    assert 'name="notes"' in page
    assert 'name="code"' not in page
    client.post(PAGE, data=typed(rating, code="C", notes="Three leaflets."))
    assert saved(rating) == ("P/C", "Three leaflets.")


@pytest.mark.parametrize("reader", ["group", "chair"])
def test_who_may_not_draft_reads_the_page_without_its_form(request, client, rating, reader):
    save_rating(rating, "P/C", "Two **leaflets**.", by=request.getfixturevalue("manager"))
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(PAGE).text
    assert "<strong>leaflets</strong>" in page
    assert 'name="notes"' not in page
    assert client.post(PAGE, data=typed(rating)).status_code == 403
    assert saved(rating) == ("P/C", "Two **leaflets**.")


def test_a_commissioner_does_not_read_it(client, commissioner, assessment):
    sign_in(client, commissioner)
    assert client.get(PAGE).status_code == 403


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, rating):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, data=typed(rating)).status_code == 404


@pytest.mark.parametrize("address", [f"{YEAR}/standards/9.9", PAGE.replace("2021-22", "2019-20")])
def test_an_unknown_number_or_year_is_not_found(client, manager, assessment, address):
    sign_in(client, manager)
    assert client.get(address).status_code == 404


def test_other_methods_are_refused(client, manager, assessment):
    sign_in(client, manager)
    assert client.put(PAGE).status_code == 405


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"code": "X"}, "Choose one from the list"),
        ({"notes": "long " * 4_001}, "Notes have at most 20,000 characters"),
    ],
)
def test_what_cannot_be_saved_stays_typed_and_says_why(client, manager, rating, wrong, message):
    sign_in(client, manager)
    page = client.post(PAGE, data=typed(rating) | wrong).text
    assert message in page
    assert (wrong.get("notes", "- A website")).strip() in page
    assert "<title>Error: 1.2" in page
    assert saved(rating) == (None, "")


@pytest.mark.parametrize("version", ["one", "", "-1", "9" * 5_000])
def test_a_save_that_does_not_say_what_it_saw_is_stale(client, manager, rating, version):
    sign_in(client, manager)
    assert client.post(PAGE, data=typed(rating, version=version)).status_code == 409
    assert saved(rating) == (None, "")


def test_a_stale_save_shows_both_texts_and_saves_nothing(client, manager, team, rating):
    before = typed(rating, notes="Mine.")
    save_rating(rating, "P/C", "Theirs.", by=manager)
    sign_in(client, manager)
    answer = client.post(PAGE, data=before)
    assert answer.status_code == 409
    assert "Somebody else saved 1.2 while you did" in answer.text
    assert "Maya Noor saved this" in answer.text
    assert all(
        text in answer.text
        for text in ("Theirs.", "Mine.", "Save my version", "Put both together", "Keep what is saved")
    )
    assert f'name="version" value="{rating.version}"' in answer.text
    assert saved(rating) == ("P/C", "Theirs.")


def test_a_save_waits_for_one_that_is_under_way_and_then_is_stale(client, manager, rating):
    before = typed(rating, notes="Mine.")
    sign_in(client, manager)
    begin_writing()
    save_rating(rating, "P/C", "Theirs.", by=manager)
    with ThreadPoolExecutor() as pool:
        sent = pool.submit(client.post, PAGE, data=before)
        assert not wait([sent], timeout=0.5).done
        db.session.commit()
        answer = sent.result(timeout=60)
    assert answer.status_code == 409
    assert "Theirs." in answer.text
    assert saved(rating) == ("P/C", "Theirs.")


def test_after_a_stale_save_ones_own_version_can_be_saved(client, manager, rating):
    before = typed(rating, notes="Mine.")
    save_rating(rating, "P/C", "Theirs.", by=manager)
    sign_in(client, manager)
    client.post(PAGE, data=before)
    assert client.post(PAGE, data=typed(rating, notes="Mine.")).status_code == 302
    assert saved(rating) == ("C", "Mine.")


def test_after_a_stale_save_what_is_saved_can_be_kept(client, manager, rating):
    before = typed(rating, notes="Mine.")
    save_rating(rating, "P/C", "Theirs.", by=manager)
    sign_in(client, manager)
    assert f'href="{PAGE}" data-drops="rating">Keep what is saved' in client.post(PAGE, data=before).text
    page = client.get(PAGE).text
    assert "Theirs." in page
    assert "Mine." not in page
    assert saved(rating) == ("P/C", "Theirs.")


def test_after_a_stale_save_both_can_be_put_together_looked_over_and_saved(client, manager, team, rating):
    save_rating(rating, None, "Leaflets.\n\nA website.", by=manager)
    begun = rating.version
    save_rating(rating, "P/C", "Leaflets.\n\nA new website.", by=OPERATOR)
    sign_in(client, manager)
    stale = client.post(PAGE, data=typed(rating, notes="Two leaflets.\n\nA website.", version=begun)).text
    assert f'name="base" value="{begun}"' in stale
    sent = typed(rating, notes="Two leaflets.\n\nA website.", base=begun, merge="merge")
    page = client.post(PAGE, data=sent).text
    assert "Nothing is saved yet" in page
    assert "Two leaflets.\n\nA new website.</textarea>" in page
    assert saved(rating) == ("P/C", "Leaflets.\n\nA new website.")
    client.post(PAGE, data=typed(rating, notes="Two leaflets.\n\nA new website."))
    assert saved(rating) == ("C", "Two leaflets.\n\nA new website.")


def test_where_the_record_does_not_tell_what_both_came_of_nothing_of_either_is_left_out(client, manager, rating):
    save_rating(rating, None, "Theirs.", by=manager)
    sign_in(client, manager)
    page = client.post(PAGE, data=typed(rating, notes="Mine.", base="77", merge="merge")).text
    assert "Theirs.\nMine.</textarea>" in page


def test_what_was_begun_from_an_empty_page_and_is_put_together_has_both(client, manager, rating):
    begun = rating.version
    save_rating(rating, None, "Theirs.", by=manager)
    sign_in(client, manager)
    page = client.post(PAGE, data=typed(rating, notes="Mine.", base=begun, merge="merge")).text
    assert "Theirs.\nMine.</textarea>" in page


def test_the_same_sent_twice_is_no_clash(client, manager, rating):
    sign_in(client, manager)
    sent = typed(rating)
    assert client.post(PAGE, data=sent).status_code == 302
    assert client.post(PAGE, data=sent).status_code == 302


def test_the_actions_that_name_the_standard_are_listed(client, manager, team, assessment, service, framework):
    plan = start_plan(service, period("2021-22", 9), by=manager)
    link_plan(assessment, plan, by=manager)
    action = add_action(plan, ActionText(objective="Print leaflets", standards=("1.2",)), framework, by=manager)
    add_action(plan, ActionText(objective="Something else", standards=("1.3",)), framework, by=manager)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "Print leaflets" in page
    assert f"/plans/2021-22/actions/{action.id}" in page
    assert "Something else" not in page
    assert "Plan for 1.2" in page
    sign_in(client, team)
    assert "Plan for 1.2" not in client.get(PAGE).text


def test_without_a_plan_the_page_says_so(client, manager, assessment):
    sign_in(client, manager)
    assert "No plan answers this self-assessment yet." in client.get(PAGE).text


def test_a_save_without_a_version_is_stale(client, manager, rating):
    sent = typed(rating)
    del sent["version"]
    sign_in(client, manager)
    assert client.post(PAGE, data=sent | {"notes": "Mine, without a version."}).status_code == 409


def test_a_stale_save_names_who_saved_and_not_who_chose_evidence_since(
    client, manager, team, service, framework, rating
):
    version = rating.version
    save_rating(rating, None, "Two leaflets.", by=team)
    choose_evidence(rating, add=[make_note(service, framework)], by=make_person("Ann Bell", service, Role.TEAM))
    sign_in(client, manager)
    page = client.post(PAGE, data=typed(rating, version=str(version)))
    assert page.status_code == 409
    assert "Theo Tait saved this" in page.text
    assert "Ann Bell" not in page.text


def test_choosing_evidence_makes_no_save_stale(client, manager, service, framework, rating):
    version = rating.version
    choose_evidence(rating, add=[make_note(service, framework)], by=OPERATOR)
    sign_in(client, manager)
    assert client.post(PAGE, data=typed(rating, version=str(version))).status_code == 302
