"""Words that may tell who a child, a parent or somebody else is, found before they are published.

What is found is pointed out, and a person decides; so a rule here would rather miss than cry wolf. Every pattern is
bounded, so that the time is that of the text's length, whatever it says.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberType

from tracker import clock
from tracker.given_names import GIVEN_NAMES, NO_NAMES

_AROUND: Final = 40  # characters to either side that are shown
_NEAR: Final = 40  # characters between "date of birth" and the date
_PHONES_TRIED: Final = 100  # a tenth of a millisecond each; of a text that has more, these are told
_OLDEST: Final = 110  # years
_GROWN: Final = 25  # the age to which somebody is a young person


class PersonalKind(StrEnum):
    """What may tell who somebody is."""

    BIRTH = "date of birth"
    NHS = "NHS number"
    PUPIL = "pupil number"
    INSURANCE = "National Insurance number"
    PHONE = "phone number"
    EMAIL = "e-mail address"
    POSTCODE = "postcode"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Personal:
    """The words that may name somebody, and a little of the text around them."""

    kind: PersonalKind
    words: str
    around: str


_Span = tuple[int, int]


def find_personal(text: str) -> list[Personal]:
    """What may be personal details in ``text``, in its order; a stretch of it counts once."""
    taken = bytearray(len(text))
    found: list[tuple[_Span, PersonalKind]] = []
    for kind, (needs, spans) in _FINDERS.items():
        for start, end in spans(text) if needs.search(text) else ():
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(((start, end), kind))
    return [_shown(text, span, kind) for span, kind in sorted(found)]


def _shown(text: str, span: _Span, kind: PersonalKind) -> Personal:
    start, end = span
    before, after = text[max(start - _AROUND, 0) : start].lstrip(), text[end : end + _AROUND].rstrip()
    if start > _AROUND:
        before = f"…{before.partition(' ')[2] or before}"
    if end + _AROUND < len(text):
        after = f"{after.rpartition(' ')[0] or after}…"
    return Personal(kind, _one_line(text[start:end]), _one_line(f"{before}{text[start:end]}{after}"))


def _one_line(text: str) -> str:
    return " ".join(text.split())


# Dates of birth: a whole date beside a word that says so. "Born after" and "born between" are of a cohort.

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})(?!\d)"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
    rf"|(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<named>{_MONTH}),?\s(?P<last>\d{{4}})(?!\d)"
    rf"|(?P<named_first>{_MONTH})\s(?P<second>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<third>\d{{4}})(?!\d))",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"\b(?P<said>born(?!\s(?:after|before|since|between|from|by|early|late)\b)|d\.?\s?o\.?\s?b\b\.?|date\sof\sbirth"
    r"|birth\s?dates?|(?<!th\s)(?<!st\s)birthday(?!\s(?:party|event|celebration|card|lunch|tea|of\sthe\sservice)\b))",
    re.IGNORECASE,
)
_LEADS_TO_DAY = re.compile(rf"(?:[^.\n]|\.(?=\d)){{0,{_NEAR}}}")  # in the same sentence
_DAY_OF = re.compile(r"[\s(,;:–—-]{0,4}(?:his|her|their|the|is|was|as)?\s?", re.IGNORECASE)


def _births(text: str) -> Iterator[_Span]:
    said = [one.span() for one in _BIRTH.finditer(text)]
    if not said:
        return
    ends, starts = [end for _, end in said], [start for start, _ in said]
    for one in _DATE.finditer(text):
        last, following = bisect_right(ends, one.start()) - 1, bisect_left(starts, one.end())
        before = last >= 0 and _LEADS_TO_DAY.fullmatch(text, ends[last], one.start())
        after = following < len(starts) and _DAY_OF.fullmatch(text, one.end(), starts[following])
        if (before or after) and _is_birth_year(_year(one)):
            yield one.span()


def _year(found: re.Match[str]) -> int:
    """The year of a date, of which two digits are those of somebody who is born by now; 0 where it is no day."""
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
    elif found["day"]:
        day, month, year = int(found["day"]), int(found["month"]), int(found["year"])
    else:
        name = (found["named"] or found["named_first"]).lower()[:3]
        day, month = int(found["first"] or found["second"]), _MONTHS.index(name) + 1
        year = int(found["last"] or found["third"])
    if year < 100:
        year += 2000 if year + 2000 <= clock.today().year else 1900
    try:
        return date(year, month, day).year
    except ValueError:
        return 0


def _is_birth_year(year: int) -> bool:
    return clock.today().year - _OLDEST <= year <= clock.today().year


# Numbers that name somebody by themselves.

_NHS = re.compile(r"(?<![\d+.,£/-])(?!0)\d{3}(?P<gap>[ \u00a0-]?)\d{3}(?P=gap)\d{4}(?![\d/]|[.,]\d|-\d)")
_UPN = re.compile(r"\b[A-HJ-NPQRT-Z]\d{11}[\dA-HJ-NPQRT-Z]\b", re.IGNORECASE)
_UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"  # 0 to 22: neither I, O nor S
_ULN = re.compile(
    r"\b(?:ULN|unique\slearner\s(?:number|no\.?))\b[\s:#(–-]{0,4}(?:is|was)?\s?(?P<number>\d{10})(?!\d)", re.I
)
_NINO = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.IGNORECASE
)


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number: its last is a check on the others, modulo 11 (NHS Data Dictionary)."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return len(set(digits)) > 1 and int(digits[9]) == check % 11 and check != 10


def is_pupil_number(text: str) -> bool:
    """Whether it is a unique pupil number: its first letter is a check on the others, modulo 23.

    The last sign of a temporary one is a letter (Department for Education, UPN guidance).
    """
    signs = text.upper()
    values = [int(sign) if sign.isdecimal() else _UPN_LETTERS.index(sign) for sign in signs[1:]]
    total = sum(value * weight for weight, value in enumerate(values, 2))
    return _UPN_LETTERS[total % 23] == signs[0]


def _patients(text: str) -> Iterator[_Span]:
    return (one.span() for one in _NHS.finditer(text) if is_nhs_number(re.sub(r"\D", "", one[0])))


def _pupils(text: str) -> Iterator[_Span]:
    yield from (one.span() for one in _UPN.finditer(text) if is_pupil_number(one[0]))
    yield from (one.span("number") for one in _ULN.finditer(text))


def _insured(text: str) -> Iterator[_Span]:
    return (one.span() for one in _NINO.finditer(text))


# Phone numbers. What is dialled free, at the cost of a local call or at more is a helpline, and published on purpose.

_DIALLED = re.compile(r"(?<![\d+])(?:\+44|0044|\(?0)[\d() \u00a0.-]{8,18}\d")
_OF_PERSONS = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.MOBILE,
    PhoneNumberType.PERSONAL_NUMBER,
    PhoneNumberType.PAGER,
    PhoneNumberType.VOIP,
}


def _phones(text: str) -> Iterator[_Span]:
    for piece in islice(_DIALLED.finditer(text), _PHONES_TRIED):
        for one in phonenumbers.PhoneNumberMatcher(piece[0], "GB", leniency=phonenumbers.Leniency.VALID):
            if phonenumbers.number_type(one.number) in _OF_PERSONS:
                yield piece.start() + one.start, piece.start() + one.end


# E-mail addresses: of a person by "name.surname", or at a provider of private ones; not of a mailbox that has a task.

_EMAIL = re.compile(
    r"(?<![\w.+'’-])(?P<whose>[\w.+'’-]{1,64})@(?P<where>(?:[a-z\d-]{1,63}\.){1,6}[a-z]{2,20})\b", re.IGNORECASE
)
_PRIVATE = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|sky|talktalk|virginmedia"
    r"|ntlworld|tiscali|protonmail|proton)\.(?:com|co\.uk|net|me)",
    re.IGNORECASE,
)
_TASKS = re.compile(
    r"(?:info|enquir(?:y|ies)|inquiries|sendi?ass?|send|iass?|admin|contact|contactus|hello|office|support|helpline|help"
    r"|helpdesk|team|reception|partnership|parents?|advice|advisers?|service|services|mail|email|post|complaints|feedback"
    r"|referrals?|duty|training|volunteers?|volunteering|youth|young|people|children|families|family|cyp|hr|noreply|reply"
    r"|no|do|not|local|offer|localoffer|forum|pcf|school|commissioning|manager|hub|services|education|health|care|group"
    r"|news|newsletter|bookings?|events|customer|webmaster|web|dpo|foi|data|protection|the|and|for|our|us)",
    re.IGNORECASE,
)


def _emails(text: str) -> Iterator[_Span]:
    for one in _EMAIL.finditer(text):
        parts = [part for part in re.split(r"[._+'’-]+", re.sub(r"\d", "", one["whose"])) if part]
        is_task = "sendia" in one["whose"].lower() or any(_TASKS.fullmatch(part) for part in parts)
        if not is_task and (len(parts) > 1 or _PRIVATE.fullmatch(one["where"])):
            yield one.span()


# Postcodes: BS 7666 (the pattern in the government's PostCodeType schema), with the areas that there are.

_ALL_AREAS: Final = """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK
    FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG
    NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR
    TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
_AREAS: Final = frozenset(_ALL_AREAS.split())
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|(?P<area>[A-Z]{1,2})(?P<district>\d[\dA-Z]?)"
    r"(?P<gap>[ \u00a0]{0,2})\d(?P<unit>[ABD-HJLNP-UW-Z]{2}))\b",
    re.IGNORECASE,
)
_DISTRICTS: Final = {1: re.compile(r"\d[\dA-HJKSTUW]?"), 2: re.compile(r"\d[\dABEHMNPRVWXY]?")}
"""What may follow an area of one letter, and one of two."""


def _postcodes(text: str) -> Iterator[_Span]:
    return (one.span() for one in _POSTCODE.finditer(text) if one["area"] is None or _is_postcode(one))


def _is_postcode(one: re.Match[str]) -> bool:
    """In capitals, or with its space: "e1 2nd" is none, nor is what runs together in small letters."""
    area = one["area"].upper()
    spelled = one[0].isupper() or (one["gap"] and one[0].islower() and one["unit"] not in {"st", "nd", "rd", "th"})
    return bool(spelled) and area in _AREAS and bool(_DISTRICTS[len(area)].fullmatch(one["district"].upper()))


# Names, by the words that they stand beside. A name that is in the list is one beside weaker words too.

_WORD: Final = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{1,20}(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{1,20})?(?![\w-])"  # Adam, Aisha-Mae
_TITLE: Final = r"(?:Mrs?|Ms|Miss)\.?"
_NAME = re.compile(rf"\b(?:{_TITLE}\s)?{_WORD}")
_CHILD = (
    r"(?:step|grand)?(?:son|daughter)|child|pupil|student|boy|girl|brother|sister|twin|sibling|nephew|niece|toddler"
)
_PARENT = r"(?:step|grand|god)?(?:mum|mummy|mother|dad|daddy|father|parent)|carer|guardian|gran|nan|auntie?|uncle"
_ONE = rf"(?:{_CHILD}|{_PARENT}|young\s(?:person|man|woman|adult)|teenager|client)"
_SUCH = r"(?:(?:little|young|older|younger|elder|eldest|oldest|youngest|middle|teenage|autistic|disabled|foster)\s)?"
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,4}teen|\d{1,2})"
_LED_BY: Final = re.compile(
    rf"\b(?:(?:my|our|her|his|their|your|the|an?|whose|one|this|that|and|with)\s{_SUCH}{_ONE},?\s"
    rf"|{_ONE}s?,?\s(?:who\s(?:is|was)\s)?(?:called|named)\s"
    rf"|(?:{_ONE}['’]s\sname|name\sof\s(?:(?:the|her|his|their|our)\s)?{_ONE})(?:\sis|\swas|:)\s"
    r"|foster\s(?:son|daughter|child)\s"
    rf"|(?:{_PARENT}|son|daughter|brother|sister)\sof\s"
    rf"|{_NUMBER}[-\s]years?[-\s]old,?\s(?:(?:boy|girl|twin|pupil),?\s)?)\Z",
    re.IGNORECASE,
)
_WEAK: Final = re.compile(
    r"\b(?:our|your|the|an?|whose|one|this|that|and|with)\s"
    rf"{_SUCH}(?:child|pupil|student|parent|carer|young\sperson|client)\s\Z",
    re.IGNORECASE,
)
"""What leads to a name, and as often to what is called so: "the parent Facebook group"."""
_DOES = re.compile(r"\Z|['’]s\b|[,.;:!?)]|\s(?:who|was|is|has|had|told|said|says|did|came|went|got|now|felt|needed)\b")
_LAST_WORD: Final = re.compile(rf"{_ONE}|called|named|name:|is|was|of|(?:\d+-year-)?old", re.IGNORECASE)
_BEGINS: Final = re.compile(r"\b\w")
_AGED = re.compile(
    r",?\s\(?(?:who\s)?(?:is\s|was\s)?(?:aged?|now)\s(?P<aged>\d{1,2})(?!\s?(?:to|[-–+]|\d))"
    r"|,?\s(?:is|was)\s(?:now\s|only\s|just\s)?(?P<old>\d{1,2})\s(?:years?\sold|when|at\sthe\stime)\b"
    r"|\s\((?:aged?\s)?(?P<alone>\d{1,2})(?:\s?(?:years?|yrs?)(?:\sold)?)?\)"
    r"|,\s(?P<between>\d{1,2})(?:,|\.?\Z|\.\s|\sand\b)"
)
_THEIRS = re.compile(
    rf"['’]s\s(?:{_PARENT}|EHCP|EHC\splan|brother|sister|family|birthday|diagnosis|autism|tribunal|school\splace"
    r"|annual\sreview)\b"
)
_KIN = re.compile(
    rf"\sand\s(?:his|her|their)\s(?:{_PARENT}|parents|family|brothers?|sisters?|siblings?|twin)\b"
    rf"|(?:\s{_WORD})?,\s(?:(?:an?|the|our)\s)?(?:{_PARENT})s?\s(?:of|to|carer|rep(?:resentative)?)\b"
    rf"|\s\((?:an?\s)?(?:{_PARENT})\)|,\swhose\s(?:{_CHILD})s?\b"
    r"|(?:,|\sin|\s\()\s?Year\s1?\d\b|,\s(?:an?\s)?\d{1,2}[-\s]year[-\s]old\b"
)
_BRACKETED = re.compile(rf"\b(?i:{_ONE})(?:\s[A-Z])?\s\(\Z")
_TITLED = re.compile(
    r"\b(?:(?:Mum|Mummy|Mother|Dad|Daddy|Father|Son|Daughter|Child|Pupil|Parent|Carer|Student)[:,]?\s"
    r"|(?i:young\scarer|brothers|sisters|siblings|twins|sons|daughters),?\s|[Cc]ase\sstudy(?:\s\d{1,2})?\s?[:–-]\s)\Z"
)


_FAMILY = re.compile(
    rf"\b{_TITLE}\s(?:and|&)\s{_TITLE}\s(?P<pair>{_WORD})"
    rf"|\b{_TITLE}\s(?P<kin>{_WORD})\sand\s(?:his|her|their)\s{_SUCH}(?:{_CHILD})s?\b"
    rf"|\b[Tt]he\s(?P<family>{_WORD})\sfamily(?=\s(?:was|were|has|have|had|told|said|asked|felt|moved|lived?|lives|came)\b)"
)
_IN_SMALL = re.compile(
    rf"\b(?:my|our|her|his|their)\s{_SUCH}(?:(?:step|grand)?(?:son|daughter)|brother|sister|boy|girl|mum|mother|dad|father)"
    r",?\s(?P<name>[a-z]{2,20})\b"
)
"""Notes in a hurry: "my son adam". Only names in the list, as all other words are in small letters."""


def _names(text: str) -> Iterator[_Span]:
    for one in _NAME.finditer(text):
        if one[0] not in NO_NAMES and (_is_led_to(text, one) or (_is_listed(one[0]) and _is_beside(text, one))):
            yield one.span()
    yield from (
        one.span(one.lastgroup or 0) for one in _FAMILY.finditer(text) if one[one.lastgroup or 0] not in NO_NAMES
    )
    yield from (one.span("name") for one in _IN_SMALL.finditer(text) if _is_listed(one["name"].capitalize()))


def _is_led_to(text: str, name: re.Match[str]) -> bool:
    """Whether what stands before says that a name follows: "her daughter", "a pupil called", "nine-year-old"."""
    start = name.start()
    words = text[max(start - 16, 0) : start].rstrip(", \n").split()
    if not words or not _LAST_WORD.search(words[-1]):
        return False
    near = max(start - _NEAR, 0)
    if not any(_LED_BY.match(text, word.start(), start) for word in _BEGINS.finditer(text, near, start)):
        return False
    is_sure = _is_listed(name[0]) or not _WEAK.search(text, near, start)
    return is_sure or bool(_DOES.match(text, name.end()))


def _is_listed(word: str) -> bool:
    return word.partition("-")[0] in GIVEN_NAMES


def _is_beside(text: str, name: re.Match[str]) -> bool:
    """Whether an age follows, or whose parent it is or what somebody has, or "Mum" stands before."""
    start, end = name.span()
    if aged := _AGED.match(text, end):
        return int(next(filter(None, aged.groups()))) <= _GROWN
    if _THEIRS.match(text, end) or _KIN.match(text, end):
        return True
    return any(before.search(text, max(start - _NEAR, 0), start) for before in (_TITLED, _BRACKETED))


_FINDERS: Final[dict[PersonalKind, tuple[re.Pattern[str], Callable[[str], Iterable[_Span]]]]] = {
    PersonalKind.BIRTH: (re.compile(r"\d{2}"), _births),
    PersonalKind.PUPIL: (re.compile(r"\d{10}"), _pupils),
    PersonalKind.INSURANCE: (re.compile(r"\d{2} ?\d{2} ?[A-D]", re.IGNORECASE), _insured),
    PersonalKind.EMAIL: (re.compile("@"), _emails),
    PersonalKind.PHONE: (re.compile(r"0\d|\+44"), _phones),
    PersonalKind.NHS: (re.compile(r"\d{4}"), _patients),
    PersonalKind.POSTCODE: (re.compile(r"\d[A-Z]{2}\b", re.IGNORECASE), _postcodes),
    PersonalKind.NAME: (re.compile(r"[a-zß-öø-ÿ]{2}"), _names),
}
"""Each with what a text must have for it to be worth looking; the surest first: what one has found is not another's."""
