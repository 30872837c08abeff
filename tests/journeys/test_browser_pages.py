"""Every page that people reach by links is accessible, on a wide screen and on a narrow one."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import SIZES

VARIABLE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+(\.\d+)?|\d{4}-\d\d")
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
LINKS = "nodes => nodes.map(node => node.href)"
MANAGER = {
    *("/", "/standards", "/standards/minimum-standards-2018", "/password/change"),
    *(
        "/services/marlshire",
        "/services/marlshire/abbreviations",
        "/services/marlshire/evidence",
        "/services/marlshire/record",
        "/services/marlshire/group",
        "/services/marlshire/meetings",
        "/services/marlshire/assessments/2024-25/record/1",
    ),
    *(f"/services/marlshire/evidence/add/{kind}" for kind in ("document", "link", "figure")),
}
ADMINISTRATOR = {
    *("/", "/standards", "/standards/minimum-standards-2018", "/password/change"),
    *(
        "/admin/services",
        "/admin/services/add",
        "/admin/services/marlshire",
        "/admin/people",
        "/admin/people/add",
        "/admin/record",
    ),
}
PEOPLE = {"Rosalind Okafor": MANAGER, "Beth Coleman": ADMINISTRATOR, None: {"/", "/sign-in", "/demonstration"}}


def links_on(page):
    """The addresses, without questions and fragments, of this site's pages that the page links to; files left out."""
    own = urlsplit(page.url).netloc
    links = map(urlsplit, page.eval_on_selector_all("a[href]:not([download])", LINKS))
    return [link.path for link in links if link.netloc == own and not link.path.endswith("/sign-out")]


def crawl(page, visit):
    """Visit every page that can be reached by links, three of a kind; returns their addresses."""
    seen, waiting, kinds = {"/"}, ["/"], Counter()
    while waiting:
        address = waiting.pop(0)
        answer = page.goto(address)
        assert answer.status == 200, address
        visit(page)
        for link in links_on(page):
            kind = VARIABLE.sub("*", link)
            if link not in seen and kinds[kind] < 3:
                kinds[kind] += 1
                seen.add(link)
                waiting.append(link)
    return seen


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_that_links_lead_to_is_accessible(name, sign_in, visitor, check_page):
    def look(page):
        check_page(page)  # as wide as the page before was left
        other = next(size for width, size in SIZES.items() if width != page.viewport_size["width"])
        page.set_viewport_size(dict(zip(("width", "height"), other, strict=True)))
        page.evaluate(DRAWN)
        check_page(page)

    page = sign_in(name) if name else visitor()
    assert crawl(page, look) >= PEOPLE[name]


FORMS = [
    (None, "/sign-in", "Sign in"),
    ("Beth Coleman", "/admin/services/add", "Add the service"),
    ("Beth Coleman", "/admin/people/add", "Add the person"),
    ("Rosalind Okafor", "/password/change", "Change the password"),
    ("Rosalind Okafor", "/services/marlshire/abbreviations", "Save"),
    ("Rosalind Okafor", "/services/marlshire/evidence/add/document", "Add a document"),
    ("Rosalind Okafor", "/services/marlshire/evidence/add/figure", "Add a figure"),
]


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(("name", "address", "button"), FORMS, ids=[address for _, address, _ in FORMS])
def test_what_is_wrong_with_a_form_is_said_first_and_leads_to_its_field(
    name, address, button, width, sign_in, visitor, check_page
):
    page = sign_in(name, width) if name else visitor(width)
    page.goto(address)
    page.get_by_role("main").get_by_role("button", name=button).click()
    page.wait_for_function("document.title.startsWith('Error: ')")
    check_page(page)
    links = page.get_by_role("alert").get_by_role("link").all()
    assert links
    for link in links:
        link.click()
        field = page.locator("input:not([type=hidden]):focus, select:focus, textarea:focus")
        expect(field).to_have_id(link.get_attribute("href").removeprefix("#"))
