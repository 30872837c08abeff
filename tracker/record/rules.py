"""Who may read the record, and what its entries say in plain words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from tracker.accounts.rules import ROLES, Deed, Role
from tracker.assessments.rules import STATUSES
from tracker.clock import in_words
from tracker.richtext import Stretch, differences

READ: Final = Deed.of("read the record of what was done", {Role.MANAGER})

SHORT: Final = 120
"""How many characters of a text from before and after stand on the page; the export has all of them."""

NAMES: Final[Mapping[Any, str]] = {**ROLES, **STATUSES}
"""What stands for a role or a status in the details is said as elsewhere."""

NOTHING: Final = "nothing"

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""How details write a day."""

DOERS: Final = {"operator": "The operator, by a command", "nobody": "Nobody signed in"}
"""What to call the doers that are no people."""

ABOUT_PEOPLE: Final = {
    "sign_in": "Signed in",
    "sign_out": "Signed out",
    "fail_to_sign_in": "Failed to sign in as {subject}",
    "fail_to_change_password": "Gave a wrong password when changing the password of {subject}",
    "ask_for_password": "Asked for a link to choose a new password for {subject}",
    "add_person": "Added {subject}",
    "edit_person": "Changed the account of {subject}",
    "invite": "Made a link for {subject} to choose a password",
    "accept_invitation": "Chose a password by a link",
    "set_password": "Set the password of {subject}",
    "change_password": "Changed the password",
    "reset_password": "Chose a new password by a link that was mailed",
    "give_role": "Gave {subject} the role {after}",
    "take_role": "Took from {subject} the role {before}",
    "make_link": "Made a link for {subject} to the review {label}",
    "revoke_link": "Took back the link of {subject} to the review {label}",
    "open_link": "Opened the review {label} by a link",
    "fail_to_open_link": "Tried a link to a review that opens nothing",
    "stop_digests": "Stopped the weekly letters",
    "resume_digests": "Had the weekly letters sent again",
    "send_digest": "Sent {subject} the weekly letter",
    "make_feed": "Made an address of a calendar",
    "revoke_feed": "Let an address of a calendar open nothing any more",
    "set_term": "Said for whom {subject} speaks, and how long",
    "match_name": "Said that {name} in the plans is {subject}",
    "unmatch_name": "Said no more that {name} in the plans is {subject}",
}
"""What is done about somebody; ``{subject}`` is their name."""

ADMINISTRATION: Final = ("add_service", "edit_service", "give_role", "take_role", "set_term")
"""What administrators do in a service: they see it without a role in it, since it says nothing of its assessments."""

SENTENCES: Final = ABOUT_PEOPLE | {
    "fail_to_set_up": "Gave a wrong code on the first visit",
    "load_framework": "Loaded the standards {slug}",
    "erase_details": "Erased details of the record",
    "take_record": "Exported the record",
    "add_service": "Added the service",
    "edit_service": "Changed the names of the service",
    "start_assessment": "Started the self-assessment {label}",
    "link_plan": "Chose the plan {plan} for a self-assessment",
    "save_rating": "Saved {standard}",
    "confirm_rating": "Confirmed what {standard} says from {carried_from}",
    "ask_to_look_again": "Asked for another look at the rating of {standard}, since an action is complete",
    "leave_as_rated": "Said that the rating of {standard} need not be looked at again after an action",
    "say_looked": "Looked again at the rating of {standard}, since an action is complete",
    "roll_over": "Started the delivery plan {label} with what {plan} left unfinished, and closed that",
    "carry_action": "Carried an action from the delivery plan {plan} to {label}",
    "say_why_no_action": "Said why {standard} has no action",
    "choose_evidence": "Chose the evidence for {standard}",
    "start_plan": "Started the delivery plan {label}",
    "add_action": "Added an action to the delivery plan {plan}",
    "save_action": "Saved an action",
    "override_rag": "Said how an action stands",
    "save_terms": "Said what seasons and terms stand for",
    "work_out_days": "Worked out anew when actions are due; on another day: {moved}",
    "move_action": "Moved an action in the delivery plan {plan}",
    "delete_action": "Took an action out",
    "restore_action": "Put an action back",
    "tick_step": "Ticked the step “{step}”",
    "untick_step": "Took back that the step “{step}” is done",
    "mark_outcome": "Said what came of the outcome “{outcome}”",
    "complete_action": "Completed an action",
    "reopen_action": "Said that an action is not complete after all",
    "use_completion": "Took what was offered as actual completion",
    "add_note": "Noted what was done about an action on {day}",
    "delete_note": "Took out what was noted for {day}",
    "restore_note": "Put back what was noted for {day}",
    "add_evidence": "Added evidence",
    "save_evidence": "Saved evidence",
    "print_as_few": "Had a figure printed as fewer than 5",
    "delete_evidence": "Took evidence out of the library",
    "restore_evidence": "Put evidence back into the library",
    "add_file": "Added a file to evidence",
    "take_file": "Downloaded a file of evidence",
    "delete_file": "Took a file out of evidence",
    "restore_file": "Put a file of evidence back",
    "save_abbreviation": "Saved the abbreviation {short}",
    "remove_abbreviation": "Removed the abbreviation {short}",
    "keep_upload": "Sent a Word file to bring in",
    "save_upload": "Brought in a Word file as {label}",
    "set_period": "Said of which period a Word file is",
    "remove_upload": "Removed a Word file that was not brought in",
    "let_upload_go": "Removed a Word file that nobody brought in for a week",
    "take_original": "Downloaded a Word file that was brought in",
    "take_plan": "Downloaded the delivery plan {label}, {form}",
    "keep_sheet": "Sent a spreadsheet for the delivery plan {plan}",
    "save_sheet": "Brought a spreadsheet into the delivery plan {plan}",
    "remove_sheet": "Removed a spreadsheet that was not brought in",
    "let_sheet_go": "Removed a spreadsheet that nobody brought in for a week",
    "take_sheet": "Downloaded a spreadsheet that was brought in",
    "keep_word_template": "Chose a Word template",
    "choose_styles": "Chose the styles of the Word template",
    "take_word_template": "Downloaded the Word template",
    "remove_word_template": "Removed the Word template",
    "assign": "Asked {subject} to draft {standard}",
    "withdraw": "Asked no more for a draft of {standard}",
    "say_done": "Said that {standard} is drafted",
    "see_done": "Saw that {standard} is drafted",
    "add_remark": "Wrote a remark on {standard}",
    "close_remark": "Closed a remark on {standard}",
    "reopen_remark": "Opened a remark on {standard} again",
    "delete_remark": "Took a remark on {standard} out",
    "restore_remark": "Put a remark on {standard} back",
    "seal": "Sealed what the advisory group ratified",
    "keep_wording": "Let words be published that may tell who somebody is",
    "ask_again": "Took back that words may be published",
    "set_quorum": "Said what makes a quorum",
    "submit": "Submitted a self-assessment to the advisory group",
    "withdraw_assessment": "Withdrew a self-assessment from the advisory group",
    "send_back": "Sent a self-assessment back",
    "ratify": "Ratified a self-assessment",
    "ratify_with_exceptions": "Ratified a self-assessment with exceptions",
    "correct": "Began the correction of a self-assessment",
    "add_meeting": "Recorded a meeting of the advisory group",
    "save_meeting": "Saved the record of a meeting",
    "decide": "Recorded what a meeting decided about {label}",
    "review_plan": "Recorded that a meeting looked at the delivery plan {plan}",
    "ask_of_plan": "Recorded what a meeting asked of the delivery plan {plan}",
    "drop_request": "Took out what a meeting had not asked of the delivery plan {plan}",
    "say_what_became": "Said what became of what a meeting asked of the delivery plan {plan}",
    "take_minute": "Downloaded the minute of a meeting",
    "download": "Downloaded the appendices or the year, {form}",
    "agree": "Agreed to the rating of {standard}",
    "ask_query": "Asked about {standard}",
    "uphold_query": "Asked the same about {standard}, which was changed",
    "answer_query": "Answered a question on {standard}",
    "close_query": "Closed a question on {standard}",
    "reopen_query": "Opened a question on {standard} again",
    "open_exception": "Carried an exception on {standard} over as a question",
    "add_line": "Added a line to “You said, we did”",
    "save_line": "Saved a line of “You said, we did”",
    "move_line": "Moved a line of “You said, we did” {direction}",
    "remove_line": "Removed a line of “You said, we did”",
    "take_lines": "Downloaded “You said, we did”, {form}",
    "take_pack": "Downloaded the review pack, {form}",
}
"""What each verb means to a reader; what stands in braces is taken from the entry's details."""

UNKNOWN: Final = {
    "subject": "somebody",
    "name": "a name",
    "standard": "a standard",
    "label": "of a period",
    "plan": "of a period",
    "slug": "of a framework",
    "short": "of something",
    "carried_from": "the year before",
    "before": "of before",
    "after": "of now",
    "step": "of an action",
    "outcome": "of an action",
    "day": "a day",
    "form": "as a file",
    "direction": "to another place",
    "moved": "some",
}
"""What stands there instead where the details do not say, or were erased."""

UNSAID: Final = frozenset({"attending"})
"""Parts that hold identifiers: the meeting's own page has them with names."""

FORMS: Final = {
    "docx": "as Word",
    "html": "as a web page",
    "fragment": "for a website",
    "pdf": "as PDF",
    "xlsx": "as a workbook",
    "json": "as JSON",
    "csv": "as CSV",
    "print": "to print",
}

FIELDS: Final = {
    "code": "Rating",
    "is_admin": "Administrator",
    "active": "May sign in",
    "email": "E-mail address",
    "advisory_body": "Advisory body",
    "due": "Due",
    "due_corrected": "Due on another day than its timescale stands for",
    "rag": "How it stands",
    "who": "Who",
    "did": "We did",
    "said": "You said",
    "chosen": "Shown to others",
    "area": "Area of work",
    "objective": "Task objective",
    "completion": "Actual completion",
    "done_on": "Done on",
    "result": "What came of it",
    "sentence": "In a sentence",
    "target": "Target figure",
    "reached": "Figure reached",
}
"""What to call a part of what was before and after; others go by their own names."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a part was before, and is after; ``name`` is empty where there is but one."""

    name: str
    before: str
    after: str

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The same word by word, where it is too long for a line; else nothing."""
        if max(len(self.before), len(self.after)) <= SHORT:
            return ()
        return differences(*("" if text == NOTHING else text for text in (self.before, self.after)))

    @property
    def said(self) -> str:
        """The same in words, with texts as short as the page has room for."""
        change = f"from {_quoted(self.before)} to {_quoted(self.after)}"
        return f"{self.name}: {change}" if self.name else f"F{change[1:]}"


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in plain words. ``service`` is the service's name where the page is not that service's own."""

    number: int
    at: datetime
    who: str
    address: str
    what: str
    changes: tuple[Change, ...]
    service: str
    digest: str
    is_erased: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty for all. ``first`` and ``last`` are days as in England."""

    person: str = ""
    verb: str = ""
    standard: str = ""
    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        return self != Wanted()


def sentence(verb: str, details: Mapping[str, Any] | None = None, subject: str = "") -> str:
    """What was done, in plain words; of a verb that has none, its own."""
    said = {name: _words(value) for name, value in (details or {}).items() if value and name in UNKNOWN}
    if subject:
        said["subject"] = subject
    if "form" in said:
        said["form"] = FORMS.get(said["form"], said["form"])
        said["form"] += ", into a report" if (details or {}).get("put_into") else ""
    by_link = ", by a link" if (details or {}).get("by_link") else ""
    known = SENTENCES.get(verb)
    return (known.format_map(UNKNOWN | said) if known else verb.replace("_", " ").capitalize()) + by_link


def changes_in(details: Mapping[str, Any]) -> tuple[Change, ...]:
    """What was before and is after, part by part; parts that stayed are left out."""
    if "before" not in details or "after" not in details:
        return ()
    before, after = details["before"], details["after"]
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return tuple(_parts(before, after))
    change = Change("", _words(before), _words(after))
    return (change,) if change.before != change.after else ()


def _parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys([*after, *before]):
        if before.get(name) != after.get(name) and name not in UNSAID:
            shown = FIELDS.get(name, name.replace("_", " ").capitalize())
            yield Change(shown, _words(before.get(name)), _words(after.get(name)))


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return str(value.get("title") or ", ".join(f"{name}: {_words(part)}" for name, part in value.items()))
    if isinstance(value, list | tuple):
        return "; ".join(_words(part) for part in value) or NOTHING
    if value in NAMES:
        return NAMES[value]
    if day := _day(value):
        return in_words(day)
    return str(value) if value not in (None, "") else NOTHING


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and DAY.fullmatch(value) else None
    except ValueError:  # what somebody typed looks like a day, and is none
        return None


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    shown = line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}…"
    return shown if shown == NOTHING else f"“{shown}”"
