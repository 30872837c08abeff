"""Going back to what was typed, while somebody else saved the same: neither text is lost."""

from playwright.sync_api import expect

STANDARD = "/services/marlshire/assessments/2025-26/standards/{}"
MANAGER = "Rosalind Okafor"


def notes(page):
    return page.get_by_label("Notes")


def save(page):
    page.get_by_role("main").get_by_role("button", name="Save").first.click()


def typed_and_left(page, number, text):
    """Type, follow a link instead of saving, and let somebody else save; then go back."""
    page.goto(STANDARD.format(number))
    notes(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/standards/*")


def save_as_another(sign_in, number, text):
    other = sign_in(MANAGER)
    other.goto(STANDARD.format(number))
    notes(other).fill(text)
    save(other)
    other.get_by_text(f"Rating for {number} saved").wait_for()
    return other


def test_what_was_typed_and_left_saved_itself(sign_in):
    page = sign_in(MANAGER)
    typed_and_left(page, "2.1", "Mine, left at once.")
    page.go_back()
    page.wait_for_function("document.querySelector('textarea').value === 'Mine, left at once.'")
    other = sign_in("Tom Ellery")
    for _ in range(60):  # what is on its way when a page is left arrives a moment later
        other.goto(STANDARD.format("2.1"))
        if notes(other).input_value() == "Mine, left at once.":
            return
        other.wait_for_timeout(500)
    raise AssertionError("It was not saved.")


def test_without_javascript_nothing_old_is_put_over_what_another_saved(sign_in):
    page = sign_in(MANAGER, javascript=False)
    typed_and_left(page, "2.2", "Mine, not saved.")
    save_as_another(sign_in, "2.2", "Saved by another.")
    page.go_back()
    expect(notes(page)).to_have_value("Saved by another.")


def test_without_javascript_what_was_typed_is_there_where_nobody_saved_meanwhile(sign_in):
    page = sign_in(MANAGER, javascript=False)
    typed_and_left(page, "2.3", "Mine, not saved.")
    page.go_back()
    expect(notes(page)).to_have_value("Mine, not saved.")
    save(page)
    page.get_by_text("Rating for 2.3 saved").wait_for()


def test_what_was_saved_is_no_draft_any_more(sign_in):
    page = sign_in(MANAGER)
    page.goto(STANDARD.format("3.4"))
    notes(page).fill("Saved once.")
    save(page)
    page.get_by_text("Rating for 3.4 saved").wait_for()
    page.go_back()
    expect(notes(page)).to_have_value("Saved once.")
    notes(page).fill("Saved twice.")
    save(page)
    page.get_by_text("Rating for 3.4 saved").wait_for()


def test_no_old_name_is_put_over_one_that_another_administrator_gave(sign_in):
    page, other = sign_in("Beth Coleman"), sign_in("Beth Coleman")
    for browser, name in ((page, "Mine, not saved"), (other, "Advisory Board")):
        browser.goto("/admin/services/marlshire")
        browser.get_by_label("What it calls the group").fill(name)
    page.get_by_role("link", name="Services").first.click()
    page.wait_for_url("**/admin/services")
    save(other)
    other.get_by_text("Marlshire SENDIASS saved.").wait_for()
    page.go_back()
    expect(page.get_by_label("What it calls the group")).to_have_value("Advisory Board")
