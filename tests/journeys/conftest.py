"""A demonstration that is really served, a real browser, and what must hold of every page in it."""

import os
from collections.abc import Callable, Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import flags, get_browser
from tests.journeys.serving import Served, serve

SIZES = {1280: (1280, 900), 320: (320, 640)}
AXE = """async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ["violations"]})).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id} at ${node.target}: ${node.html}`))"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 30_000  # ms: a machine may be busy with other things
expect.set_options(timeout=PATIENCE)
SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """``tracker demo`` in a process of its own, for all journeys of this worker."""
    with serve(tmp_path_factory.mktemp("demonstration"), "demo") as served:
        yield served


@pytest.fixture
def site(demonstration: Served) -> str:
    """The address that visitors visit. A module that serves something else has its own."""
    return demonstration.url


@pytest.fixture
def tolerated() -> tuple[str, ...]:
    """What the browser's console may begin with: nothing. A module in which answers fail on purpose has its own."""
    return ()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, for all journeys of this worker."""
    path = get_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags(user=os.getuid()))
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser, site: str, tolerated: tuple[str, ...]) -> Iterator[Callable[..., Page]]:
    """Somebody with a browser of their own: ``visitor(320, javascript=False)``. The console has to stay silent."""
    contexts, complaints = [], []

    def open_page(width: int = 1280, *, javascript: bool = True) -> Page:
        size = dict(zip(("width", "height"), SIZES[width], strict=True))
        context = browser.new_context(base_url=site, viewport=size, java_script_enabled=javascript)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [text for text in complaints if not text.startswith(tolerated)] == []


@pytest.fixture
def sign_in(visitor: Callable[..., Page]) -> Callable[..., Page]:
    """One of the demonstration's people, signed in without a password: ``sign_in("Beth Coleman", 320)``."""

    def open_page(name: str, width: int = 1280, *, javascript: bool = True) -> Page:
        page = visitor(width, javascript=javascript)
        page.goto("/demonstration")
        page.get_by_role("button", name=name).click()
        page.wait_for_url("**/")
        return page

    return open_page


@pytest.fixture(scope="session")
def check_page() -> Callable[[Page], None]:
    """What must hold of any page: no fault that axe finds, no scrolling sideways, one heading that is the title."""
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")

    def check(page: Page) -> None:
        where = f"{page.url} at {page.viewport_size['width']}"
        page.wait_for_load_state()  # a click returns once the page begins, before its stylesheet is there
        page.evaluate(axe)
        assert page.evaluate(AXE, TAGS) == [], where
        assert page.evaluate(SIDEWAYS) <= 0, where
        headings = [" ".join(text.split()) for text in page.locator("h1").all_text_contents()]
        assert len(headings) == 1, where
        assert headings[0] in page.title(), where

    return check
