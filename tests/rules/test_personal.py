"""What may be personal details in wording, and what looks like them and is none. Everybody here is invented."""

import sys
from datetime import date
from importlib.resources import files

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tracker import clock
from tracker.given_names import GIVEN_NAMES, NO_NAMES
from tracker.personal import PersonalKind, find_personal, is_nhs_number, is_pupil_number

BIRTH, NHS, PUPIL, INSURANCE, PHONE, EMAIL, POSTCODE, NAME = PersonalKind

FOUND = [
    ("Adam was born on 12 October 2012 in Marlshire.", BIRTH, "12 October 2012"),
    ("DOB 12/10/2012", BIRTH, "12/10/2012"),
    ("DOB: 12.10.12", BIRTH, "12.10.12"),
    ("d.o.b. 3-4-2009", BIRTH, "3-4-2009"),
    ("D.O.B 03/04/09", BIRTH, "03/04/09"),
    ("date of birth: 2011-05-07", BIRTH, "2011-05-07"),
    ("Date of birth (1st of May 2011)", BIRTH, "1st of May 2011"),
    ("His birthday is 3 Sept 2014.", BIRTH, "3 Sept 2014"),
    ("born May 3rd, 2014", BIRTH, "May 3rd, 2014"),
    ("The mother, born 7/6/1984, rang.", BIRTH, "7/6/1984"),
    ("7/6/1984 (date of birth)", BIRTH, "7/6/1984"),
    ("Birth date 01.02.2003, EHCP since 2010", BIRTH, "01.02.2003"),
    ("she was born prematurely, in Bath, on 3 March 2015", BIRTH, "3 March 2015"),
    ("a grandfather, born 4.5.41, came along", BIRTH, "4.5.41"),
    ("NHS number 943 476 5919", NHS, "943 476 5919"),
    ("the letter says 9434765919.", NHS, "9434765919"),
    ("(999-000-0018)", NHS, "999-000-0018"),
    ("987 654 3210", NHS, "987 654 3210"),
    ("UPN B801200005001", PUPIL, "B801200005001"),
    ("see p207000016049 in the census", PUPIL, "p207000016049"),
    ("UPN P99920130456A", PUPIL, "P99920130456A"),
    ("ULN 1234567890", PUPIL, "1234567890"),
    ("Unique Learner Number: 9000000001", PUPIL, "9000000001"),
    ("her ULN is 7700000003", PUPIL, "7700000003"),
    ("NI number AB123456C", INSURANCE, "AB123456C"),
    ("JG 10 37 59 A", INSURANCE, "JG 10 37 59 A"),
    ("it was ce 123456 d on the form", INSURANCE, "ce 123456 d"),
    ("Ring mum on 07400 123456.", PHONE, "07400 123456"),
    ("mobile: 07400123456", PHONE, "07400123456"),
    ("+44 7400 123456", PHONE, "+44 7400 123456"),
    ("0044 7400 123456", PHONE, "0044 7400 123456"),
    ("(0117) 496 0123", PHONE, "(0117) 496 0123"),
    ("01225 394382 after six", PHONE, "01225 394382"),
    ("020 7946 0123", PHONE, "020 7946 0123"),
    ("07400-123-456", PHONE, "07400-123-456"),
    ("sam.finch@example.org asked", EMAIL, "sam.finch@example.org"),
    ("write to Sam_Finch@example.org", EMAIL, "Sam_Finch@example.org"),
    ("(sam.finch2@marlshire.example)", EMAIL, "sam.finch2@marlshire.example"),
    ("samfinch77@gmail.com", EMAIL, "samfinch77@gmail.com"),
    ("mailto:s.o'finch@example.org", EMAIL, "s.o'finch@example.org"),
    ("anne-marie.finch@council.example.gov.uk", EMAIL, "anne-marie.finch@council.example.gov.uk"),
    ("They live at SW1A 1AA.", POSTCODE, "SW1A 1AA"),
    ("B2 4QA", POSTCODE, "B2 4QA"),
    ("GIR 0AA", POSTCODE, "GIR 0AA"),
    ("moved to BA1 1AB in May", POSTCODE, "BA1 1AB"),
    ("moved to ba1 1ab in May", POSTCODE, "ba1 1ab"),
    ("BA11AB", POSTCODE, "BA11AB"),
    ("W1A 0AX, EC1A 1BB", POSTCODE, "W1A 0AX"),
    ("M1 1AE", POSTCODE, "M1 1AE"),
    ("CR2 6XH", POSTCODE, "CR2 6XH"),
    ("DN55  1PT", POSTCODE, "DN55  1PT"),
    ("my son Adam", NAME, "Adam"),
    ("her daughter Aisha did not go to school", NAME, "Aisha"),
    ("the mum of Leo", NAME, "Leo"),
    ("Mum of Leo rang twice", NAME, "Leo"),
    ("a pupil called Sam", NAME, "Sam"),
    ("Adam (7) got a place", NAME, "Adam"),
    ("Aisha aged 9", NAME, "Aisha"),
    ("Leo, 12, was out of school", NAME, "Leo"),
    ("a child named Zephyrine", NAME, "Zephyrine"),
    ("their son, Kwabena, was excluded", NAME, "Kwabena"),
    ("the young person Tegan told us", NAME, "Tegan"),
    ("a nine-year-old Aisha-Mae", NAME, "Aisha-Mae"),
    ("an 8 year old boy, Otis", NAME, "Otis"),
    ("Mohammed (aged 11)", NAME, "Mohammed"),
    ("Priya (9 years old)", NAME, "Priya"),
    ("Freya is 9 years old", NAME, "Freya"),
    ("Noah's mum told us", NAME, "Noah"),
    ("Noah’s EHC plan was late", NAME, "Noah"),
    ("Dad: Wayne", NAME, "Wayne"),
    ("Mum Sarah came to the meeting", NAME, "Sarah"),
    ("a parent, who is called Beata", NAME, "Beata"),
    ("her grandson Émile", NAME, "Émile"),
    ("the father of Ngozi", NAME, "Ngozi"),
    ("We helped a client named Rob.", NAME, "Rob"),
    ("my little boy Kwabena loves it", NAME, "Kwabena"),
    ("her youngest daughter, Ruby, now goes to college", NAME, "Ruby"),
    ("foster son Callum", NAME, "Callum"),
    ("my son adam got his place", NAME, "adam"),
    ("the pupil's name: Zephyrine Reid", NAME, "Zephyrine"),
    ("Name of child: Oliver", NAME, "Oliver"),
    ("the young person (Ben) chose his own college", NAME, "Ben"),
    ("Child A (Leo)", NAME, "Leo"),
    ("Tyler was 8 when he was excluded", NAME, "Tyler"),
    ("Sarah, mum to twins, joined the group", NAME, "Sarah"),
    ("Claire Bennett, a parent rep", NAME, "Claire"),
    ("We supported Jack and his mum at the tribunal.", NAME, "Jack"),
    ("a parent, Mrs Khan, told us", NAME, "Mrs Khan"),
    ("Mr and Mrs Okonkwo appealed", NAME, "Okonkwo"),
    ("The Patel family were supported in July.", NAME, "Patel"),
    ("the parent Beata told us", NAME, "Beata"),
    ("We worked with Amelia, whose son has autism", NAME, "Amelia"),
    ("Feedback from Lisa (parent): excellent", NAME, "Lisa"),
    ("Kerry and Dave, parents of twins", NAME, "Dave"),
    ("The case of Reuben, a 10 year old with ADHD", NAME, "Reuben"),
    ("Case study: Freya", NAME, "Freya"),
    ("Ethan in Year 6 has a place now", NAME, "Ethan"),
    ("Mrs Patel and her son came", NAME, "Patel"),
    ("young carer Mia spoke", NAME, "Mia"),
    ("two brothers, Ali and another", NAME, "Ali"),
]
assert len(FOUND) >= 60

NOT_FOUND = [
    "on 12 October 2022 the group met",
    "Agreement signed by LA and ICB, 1.4.26 to 31.3.29",
    "1/4/2022 to 31/08/2023",
    "young people born after 1 September 2003",
    "children born between 1.9.2010 and 31.8.2011",
    "Young people born in 2011",
    "the 10th birthday of the service on 12 October 2022",
    "Our birthday party on 12 October 2022 was well attended",
    "born out of a meeting. On 12 October 2022 we began",
    "the idea was born in the forum and many months after that talks began on 12 October 2022",
    "born 31/02/2011",
    "born 12/10/1850",
    "the stubborn 12/10/2012 deadline",
    "date of birth is asked for on the form",
    "943 476 5918",
    "1111111111",
    "order 1234567890",
    "0123456789",
    "£9,434,765,919",
    "12345678901",
    "943/476/5919",
    "A801200005001",
    "S801200005001",
    "B8012000050011",
    "ULN numbers are asked for",
    "1234567890 leaflets",
    "GB123456A",
    "QQ123456C",
    "DA123456A",
    "TN123456B",
    "AB123456E",
    "Ring our helpline on 0800 123 4567",
    "0808 800 3555",
    "0300 123 4567",
    "0345 600 1234",
    "0330 123 4567",
    "01234",
    "0 to 25",
    "0.5 FTE, 0.6 FTE, 0.8 FTE and 0.2 FTE",
    "01.04.2021 01.04.2022",
    "00 00 00 00 00 00",
    "call 999 or 111",
    "info@sendiass.example",
    "enquiries@marlshire.example",
    "sendiass@marlshire.example",
    "send.enquiries@marlshire.example",
    "marlshire-sendiass@council.example",
    "marlshiresendiass@gmail.com",
    "no-reply@marlshire.example",
    "parent.partnership@marlshire.example",
    "@sendiass on social media",
    "A4 3 copies",
    "2021-22",
    "EHCP 12",
    "KS2 3AB",
    "Y6 2 pupils",
    "e1 2nd",
    "S3 4th",
    "QA1 1AA",
    "SW1A 1CA",
    "BZ1 1AA",
    "BA1",
    "P1 2AB",
    "in ba11ab",
    "IPSEA Level 3 2",
    "our colleague Sue",
    "the son of a volunteer",
    "a son of two teachers",
    "my daughter's school",
    "young person Ambassadors",
    "a parent Champion",
    "Parent Champions",
    "the child Development Centre",
    "a parent Carer Forum",
    "the Parent Carer Forum",
    "Child Protection Conference",
    "Pupil Premium",
    "Student Services",
    "the mother of two children",
    "parent of Year 6 pupils",
    "for one child January was hard",
    "my son May",
    "Advisers (3)",
    "Compliant (9)",
    "Tribunal (7)",
    "October (12)",
    "Schools, 12, and nurseries, 9,",
    "Children aged 9",
    "Young people aged 16 to 25",
    "Young People (16)",
    "Marlshire's parent carers",
    "Contact's parent adviser",
    "Graham (45)",
    "Sue, 12 October",
    "Rosalind Okafor, Service Manager",
    "Adam Smith Institute",
    "a project called Spark",
    "a group for young people, Voices",
    "Our mum and dad group meets on Mondays",
    "a pupil at St Mary's",
    "their child. The school",
    "the parent and Sam's colleague",
    "A pupil SEN review",
    "four parents, 3 carers",
    "the parent Facebook group",
    "our carer Lunch was well liked",
    "Rosalind and her team visited 4 schools",
    "Case study: advisers in schools",
    "Mrs Patel and her team came",
    "our parent Padlet board",
    "a pupil Passport",
    "a child Arrangements Order",
    "a carer Lanternshire course",
    "for one child Norfolk County Council paid",
    "with parent Covid worries",
    "Jan (12)",
    "the whole family was there",
    "Mr Petty, Chair",
    "The Health family hub",
    "his dad mark",
    "Jordan, parent forum lead",
]
assert len(NOT_FOUND) >= 80


@pytest.mark.parametrize(("text", "kind", "words"), FOUND, ids=[text for text, *_ in FOUND])
def test_what_may_name_somebody_is_found(text, kind, words):
    found = [(one.kind, one.words) for one in find_personal(text)]
    assert (kind, " ".join(words.split())) in found
    assert {one for one, _ in found} <= {kind, BIRTH, NAME, POSTCODE}


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_looks_like_it_and_is_none_raises_no_alarm(text):
    assert find_personal(text) == []


def test_a_case_note_is_told_in_its_order_each_stretch_once_with_a_little_around_it():
    text = (
        "We went with the family to the school, as agreed. Leo, 12, of BA1 1AB (NHS 943 476 5919) had been out of "
        "school since the spring; his mother is at 07400 123456 after six in the evening."
    )
    found = find_personal(text)
    assert [one.kind for one in found] == [NAME, POSTCODE, NHS, PHONE]
    assert found[0].around == "…the family to the school, as agreed. Leo, 12, of BA1 1AB (NHS 943 476 5919)…"
    assert found[-1].around.endswith("his mother is at 07400 123456 after six in the evening.")


def test_a_date_of_birth_is_in_the_past(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 6, 1))
    assert find_personal("born 1 June 2027") == []
    assert find_personal("DOB 1.6.27")[0].words == "1.6.27"  # of 1927


def test_the_checks_of_numbers_are_the_published_ones():
    assert is_nhs_number("9434765919")  # the NHS Data Dictionary's example
    assert sum(is_nhs_number(f"943476591{last}") for last in range(10)) == 1
    assert not any(is_nhs_number(f"123456713{last}") for last in range(10))  # of which the check would be 10
    assert is_pupil_number("B801200005001")
    assert not is_pupil_number("X801200005001")


def test_the_lists_of_names_do_not_gainsay_each_other():
    assert not GIVEN_NAMES & NO_NAMES


def test_the_published_wording_raises_no_alarm():
    wording = files("tracker").joinpath("standards_2018.yaml").read_text("utf-8")
    assert find_personal(wording) == []


def texts_of(value):
    if isinstance(value, str):
        return [value]
    return [text for one in (value.values() if isinstance(value, dict) else value or ()) for text in texts_of(one)]


def test_of_the_demonstrations_wording_only_what_is_there_on_purpose_is_found():
    content = yaml.safe_load(files("tracker.demonstration").joinpath("content.yaml").read_text("utf-8"))
    plain = [[str(one) for one in texts_of(part)] for part in (content["years"], content["evidence"])]
    assert [one.words for part in plain for text in part for one in find_personal(text)] == ["Kit"]


@given(st.text(max_size=300))
def test_whatever_is_written_can_be_looked_through(text):
    for one in find_personal(text):
        assert one.words
        assert one.words in one.around


@given(st.lists(st.sampled_from([words for words, *_ in FOUND] + NOT_FOUND), max_size=8))
def test_what_stands_beside_each_other_can_be_looked_through(sentences):
    assert all(one.words in one.around for one in find_personal("\n\n".join(sentences)))


HOSTILE = [
    *("a", "0", "1 ", "@", "a@", "a.", "a.b@c.", "born ", "born 1.1.2011 ", "1.1.2011 ", "+44", "(0", "0-", "07400 "),
    *("07400 123456 ", "SW1A 1AA ", "943 476 5919 ", "Adam ", "son Adam ", "my son Adam ", "Adam (7), ", "A", "Aa "),
    *(" ", "\n", "son of ", "B801200005001 ", "AB12", "é", "Ée ", "'s ", "x@y.", "a-", "Aa-", "ULN ", "d.o.b. "),
]


def steps(text):
    """How many lines of our own and of the libraries' are carried out to look through it."""
    taken = 0

    def count(_frame, event, _argument):
        nonlocal taken
        taken += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        find_personal(text)
    finally:
        sys.settrace(before)
    return taken


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_text_twice_as_long_takes_twice_the_steps_at_most(unit):
    once, twice = ((unit * length)[:length] for length in (1500, 3000))
    steps(once)  # what is read at its first use
    assert steps(twice) <= 2.2 * steps(once) + 100
