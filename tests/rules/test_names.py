"""Which names stand in the printed *Who*, when two are the same, and how one more is added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.names import KEY_AT_MOST, owner_key, owner_names, with_name, with_names

REAL_PLAN = {
    "Strategic Manager, Advisory Group and LA Commissioner": ("Strategic Manager", "Advisory Group", "LA Commissioner"),
    "Manager, I&A Officer and CYP": ("Manager", "I&A Officer", "CYP"),
    "Volunteer Co-ordinator and Manager": ("Volunteer Co-ordinator", "Manager"),
    "Service Manager, I&A Officers and Volunteer Co-ordinator": (
        "Service Manager",
        "I&A Officers",
        "Volunteer Co-ordinator",
    ),
    "Manager, Admin & Enquiry Officer, I&A Officer leading CYP offer, Advisory Group": (
        "Manager",
        "Admin & Enquiry Officer",
        "I&A Officer leading CYP offer",
        "Advisory Group",
    ),
    "Service manager, Volunteer Co-ordinator and LA Commissioner": (
        "Service manager",
        "Volunteer Co-ordinator",
        "LA Commissioner",
    ),
    "Service Manager, I & A Officers and Volunteer Co-ordinator": (
        "Service Manager",
        "I & A Officers",
        "Volunteer Co-ordinator",
    ),
    "Whole Team, Volunteers and Corporate IT website design team": (
        "Whole Team",
        "Volunteers",
        "Corporate IT website design team",
    ),
    "Manager, I and A Officers and partners were appropriate": (
        "Manager",
        "I and A Officers",
        "partners were appropriate",
    ),
    "Manager, I&A Officers, Admin & Enquiry Officer, Volunteer Co-ordinator and Volunteers": (
        "Manager",
        "I&A Officers",
        "Admin & Enquiry Officer",
        "Volunteer Co-ordinator",
        "Volunteers",
    ),
    "Manager, Admin & Enquiry Officer, Business Administration Apprentice": (
        "Manager",
        "Admin & Enquiry Officer",
        "Business Administration Apprentice",
    ),
}


@pytest.mark.parametrize(("who", "names"), REAL_PLAN.items())
def test_the_names_of_a_published_plan_are_told_apart(who, names):
    assert owner_names(who) == names


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("", ()),
        (" \n; – ", ()),
        ("whole team", ("whole team",)),
        ("Ann Hill; Health, Education and Care leads", ("Ann Hill", "Health, Education and Care leads")),
        ("Health, Education and Care leads;", ("Health, Education and Care leads",)),
        ("Ann Hill\r\nBen Lake, Cy Moor", ("Ann Hill", "Ben Lake, Cy Moor")),
        ("• Ann Hill\n2) Ben Lake\n- Cy Moor", ("Ann Hill", "Ben Lake", "Cy Moor")),
        ("Ann Hill, Ben Lake, and Cy Moor.", ("Ann Hill", "Ben Lake", "Cy Moor")),
        ("Ann Hill; and Ben Lake", ("Ann Hill", "Ben Lake")),
        ("Ann Hill, then Ben Lake, with Cy Moor", ("Ann Hill", "Ben Lake", "Cy Moor")),
        ("Theo With and Thena Tait", ("Theo With", "Thena Tait")),
        ("Ann Hill AND Ben Lake", ("Ann Hill", "Ben Lake")),
        ("Advisers (Ann, Ben and Cy), manager", ("Advisers (Ann, Ben and Cy)", "manager")),
        ("Ann (leads, Ben", ("Ann (leads", "Ben")),
        ("Andy Sandhu and Brandon Land", ("Andy Sandhu", "Brandon Land")),
        ("Manager and/or deputy", ("Manager and/or deputy",)),
        ("Manager, manager and MANAGER", ("Manager",)),
        ("R and D lead, Q and A panel", ("R and D lead", "Q and A panel")),
    ],
)
def test_names_stand_between_stated_signs(who, names):
    assert owner_names(who) == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LA Commissioner", "L.A. commissioner"),
        ("Volunteer Co-ordinator", "volunteer coordinator"),
        ("Volunteer Co-ordinator", "Volunteer Co\N{EN DASH}ordinator"),
        ("I & A Officers", "I&A\N{NO-BREAK SPACE}Officers"),
        ("Admin & Enquiry Officer", "Admin and Enquiry Officer"),
        ("Ann O'Neill", "Ann O\N{RIGHT SINGLE QUOTATION MARK}Neill"),
        ("Zoë Hill", "ZOE\N{COMBINING DIAERESIS} HILL"),
    ],
)
def test_a_name_written_otherwise_is_the_same(one, other):
    assert owner_key(one) == owner_key(other)


@pytest.mark.parametrize(("one", "other"), [("Manager", "Managers"), ("Zoë Hill", "Zoe Hill"), ("Ann", "Ann Hill")])
def test_another_name_is_another(one, other):
    assert owner_key(one) != owner_key(other)


@given(st.text())
def test_whatever_is_typed_has_names_that_are_short_different_and_hold_something(who):
    names = owner_names(who)
    keys = [owner_key(name) for name in names]
    assert len(keys) == len(set(keys))
    assert all(
        any(sign.isalnum() for sign in name) and len(key) <= KEY_AT_MOST for name, key in zip(names, keys, strict=True)
    )


@pytest.mark.parametrize(
    ("who", "name", "printed"),
    [
        ("", "Ann Hill", "Ann Hill"),
        ("Manager and LA Commissioner ", "Ann Hill", "Manager and LA Commissioner, Ann Hill"),
        ("Manager; Ben Lake", "Ann Hill", "Manager; Ben Lake; Ann Hill"),
        ("Manager\nBen Lake\n", "Ann Hill", "Manager\nBen Lake; Ann Hill"),
        ("Manager, ANN HILL", "Ann Hill", "Manager, ANN HILL"),
        ("Manager and Ben Lake", "Hill, Ann", "Manager; Ben Lake; Hill, Ann"),
        ("", "Hill, Ann", "Hill, Ann;"),
    ],
)
def test_a_name_is_added_after_what_is_printed(who, name, printed):
    assert with_name(who, name) == printed
    assert owner_names(printed)[-1].casefold() == name.casefold()


@given(st.text(max_size=40), st.sampled_from(["Ann Hill", "Hill, Ann", "R and D lead", "Tom and Jo"]))
def test_adding_a_name_loses_none_and_adds_it_once(who, name):
    after = [owner_key(each) for each in owner_names(with_names(who, [name, name]))]
    assert after.count(owner_key(name)) == 1
    assert {owner_key(each) for each in owner_names(who)} <= set(after)
