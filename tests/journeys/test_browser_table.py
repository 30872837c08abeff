"""The report's table, typed into by keyboard: Tab, type, saved; and what is pasted from Word."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.serving import serve

SAVED = re.compile(r"^Saved \d\d:\d\d")
TABLE = "/services/marlshire/assessments/2025-26/table"
STANDARD = "/services/marlshire/assessments/2025-26/standards/{}"
PASTE = """([place, html, text]) => {
    const clipboard = new DataTransfer();
    if (html) clipboard.setData("text/html", html);
    clipboard.setData("text/plain", text);
    const area = document.querySelector(place);
    area.focus();
    area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true}));
    return area.value;
}"""


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own."""
    with serve(tmp_path_factory.mktemp("table"), "demo") as served:
        yield served


@pytest.fixture
def tolerated():
    return ("Failed to load resource: the server responded with a status of 409",)


def saved(page, row):
    page.locator(f"[data-status='{row}']").filter(has_text=SAVED).wait_for()


def test_a_manager_tabs_types_and_finds_it_saved(sign_in, check_page):
    page = sign_in("Rosalind Okafor")
    page.goto(TABLE)
    page.get_by_role("link", name="1.3", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.type("Part")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("Open all year:\n\n- by **telephone**\n- by e-mail")
    page.keyboard.press("Tab")
    saved(page, "row-1-3")
    expect(page.locator(":focus")).to_have_text("1.4")
    cell = page.get_by_role("row").filter(has=page.get_by_role("link", name="1.3", exact=True)).locator("[data-text]")
    expect(cell.locator("li")).to_have_text(["by telephone", "by e-mail"])
    expect(cell.locator("strong")).to_have_text("telephone")
    check_page(page)
    page.goto(STANDARD.format("1.3"))
    expect(page.get_by_label("Notes")).to_have_value("Open all year:\n\n- by **telephone**\n- by e-mail")
    expect(page.get_by_label("Partially Compliant (P/C)")).to_be_checked()


def test_a_click_on_a_cell_begins_typing_in_it(sign_in):
    page = sign_in("Tom Ellery")
    page.goto(TABLE)
    page.locator("#standard-2\\.1 [data-text]").click()
    page.keyboard.type(" More of it.")
    page.keyboard.press("Tab")
    saved(page, "row-2-1")
    expect(page.locator("#standard-2\\.1 [data-text]")).to_have_text(re.compile(r"More of it\.$"))


def test_where_another_saved_the_same_cell_both_texts_are_shown(sign_in):
    hers, his = sign_in("Rosalind Okafor"), sign_in("Tom Ellery")
    for page in (hers, his):
        page.goto(TABLE)
    for page, text in ((hers, "Hers."), (his, "His.")):
        page.locator("#row-2-2-notes").fill(text)
        page.locator("[data-status='row-2-2']").filter(has_text="aved").wait_for()
    his.get_by_role("button", name="See both texts").click()
    his.get_by_role("heading", name="Somebody else saved 2.2 while you did").wait_for()
    his.get_by_role("button", name="Put both together").click()
    his.get_by_role("button", name="Save both together").wait_for()
    his.wait_for_load_state()  # who is faster than the page's scripts is shown both texts once more
    his.get_by_role("button", name="Save both together").click()
    his.wait_for_url(f"**{TABLE}#standard-2.2")
    expect(his.locator("#row-2-2-notes")).to_have_value("Hers.\nHis.")


@pytest.mark.parametrize("width", [320, 1280])
def test_without_javascript_each_row_has_its_button(sign_in, width):
    page = sign_in("Rosalind Okafor", width, javascript=False)
    page.goto(TABLE)
    page.get_by_label("Notes for 4.2").fill(f"Saved at {width}.")
    page.get_by_label("Rating of 4.2").select_option("Compliant")
    page.get_by_role("button", name="Save 4.2").click()
    page.wait_for_url(f"**{TABLE}#standard-4.2")
    expect(page.get_by_label("Notes for 4.2")).to_have_value(f"Saved at {width}.")


def test_the_table_is_sound_on_a_phone(sign_in, check_page):
    page = sign_in("Rosalind Okafor", 320)
    page.goto(TABLE)
    page.locator("#row-1-1-notes").focus()
    check_page(page)


WORD = """<html><head><style>p {color: red}</style></head><body><!--StartFragment-->
<p class=MsoNormal><b>We</b> have <span style='color:red'>two</span>\r\nthings:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>a leaflet</p>
<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span></span><![endif]>in Urdu</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>a website</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>First</p>
<p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Both are free.</p><!--EndFragment--></body></html>"""


@pytest.mark.parametrize(
    ("html", "text", "kept"),
    [
        (WORD, "x", "We have two things:\n\n- a leaflet\n   - in Urdu\n- a website\n1. First\n\nBoth are free."),
        ("<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>", "x", "- One\n   - Two\n- Three"),
        ("<ol start=3><li><p>One</p></li><li>Two</li></ol>", "x", "3. One\n4. Two"),
        ("Loose <i>words</i><div>Block</div><b>after</b>", "x", "Loose words\n\nBlock\n\nafter"),
        ("<p>One<br>two</p><script>alert(1)</script>", "x", "One\ntwo"),
        ("<table><tr><td>A</td><td>B</td></tr></table>", "x", "A\n\nB"),
        ("", "Things:\r\n•\ta leaflet\r\no\tin Urdu\r\n2)\ta website", "Things:\n- a leaflet\n- in Urdu\n2. a website"),
        ("<img src=x onerror=alert(1)>", "Plain", ""),
    ],
)
def test_what_is_pasted_keeps_paragraphs_and_lists_and_drops_all_else(sign_in, html, text, kept):
    page = sign_in("Rosalind Okafor")
    page.goto(STANDARD.format("3.1"))
    page.get_by_label("Notes").fill("")
    assert page.evaluate(PASTE, ["#notes", html, text]) == kept
