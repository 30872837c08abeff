"""What abbreviations and terms that are out of date mean, what an entry must be, and who may add to a service's own."""

from collections.abc import Mapping
from typing import Final

from tracker.accounts.rules import Deed, Role, fingerprint
from tracker.errors import Invalid
from tracker.richtext import clean

READ = Deed.of("see the service's abbreviations", [Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR])
CHANGE = Deed.of("change the service's abbreviations", [Role.MANAGER])
LONGEST_SHORT, LONGEST_MEANING = 60, 300

_EHC_PLANS = "education, health and care plans"

KNOWN: Final[Mapping[str, str]] = {
    "ADHD": "Attention deficit hyperactivity disorder",
    "AP": "Alternative provision",
    "ASD": "Autism spectrum disorder",
    "BSL": "British Sign Language",
    "CAMHS": "Child and adolescent mental health services",
    "CCG": "Clinical Commissioning Group; replaced by Integrated Care Boards in July 2022",
    "CDC": "Council for Disabled Children",
    "CFA": "Children and Families Act",
    "Clinical Commissioning Group": "Replaced by Integrated Care Boards in July 2022",
    "CPD": "Continuing professional development",
    "CQC": "Care Quality Commission",
    "CYP": "Children and young people, or a child or young person",
    "CYPF": "Children, young people and families",
    "DBS": "Disclosure and Barring Service",
    "DCO": "Designated Clinical Officer",
    "DfE": "Department for Education",
    "DHSC": "Department of Health and Social Care",
    "DLA": "Disability Living Allowance",
    "DMO": "Designated Medical Officer",
    "DSCO": "Designated Social Care Officer",
    "EBSA": "Emotionally based school avoidance",
    "EBSNA": "Emotionally based school non-attendance",
    "EHC": "Education, health and care",
    "EHCNA": "Education, health and care needs assessment",
    "EHCP": "Education, health and care plan",
    "EHE": "Elective home education",
    "EOTAS": "Education otherwise than at school",
    "EP": "Educational psychologist",
    "ESFA": "Education and Skills Funding Agency; closed in March 2025, its work is the Department for Education's",
    "EYFS": "Early years foundation stage",
    "FE": "Further education",
    "FOI": "Freedom of information",
    "FTE": "Full-time equivalent",
    "GDPR": "General Data Protection Regulation",
    "GP": "General practitioner",
    "IAS": "Information, advice and support",
    "IASP": "Information, Advice and Support Programme",
    "IASS": "Information, advice and support service",
    "IASSN": "Information, Advice and Support Services Network",
    "ICB": "Integrated Care Board",
    "ICS": "Integrated Care System",
    "IPSEA": "Independent Provider of Special Education Advice",
    "JSNA": "Joint strategic needs assessment",
    "KPI": "Key performance indicator",
    "LA": "Local authority",
    "learning difficulty assessment": f"Replaced by {_EHC_PLANS} from September 2014",
    "LGSCO": "Local Government and Social Care Ombudsman",
    "Local Safeguarding Children Board": "Replaced by local safeguarding partners by September 2019",
    "LSCB": "Local Safeguarding Children Board; replaced by local safeguarding partners by September 2019",
    "MOU": "Memorandum of understanding",
    "MoU": "Memorandum of understanding",
    "NDTI": "National Development Team for Inclusion",
    "NDTi": "National Development Team for Inclusion",
    "NEET": "Not in education, employment or training",
    "NHS": "National Health Service",
    "NNPCF": "National Network of Parent Carer Forums",
    "OT": "Occupational therapy, or an occupational therapist",
    "parent partnership service": "Replaced by information, advice and support services in September 2014",
    "PCF": "Parent carer forum",
    "PCT": "Primary Care Trust; replaced in April 2013, today by Integrated Care Boards",
    "PFA": "Preparing for adulthood",
    "PfA": "Preparing for adulthood",
    "PHE": "Public Health England; replaced by the UK Health Security Agency and others in October 2021",
    "PIP": "Personal Independence Payment",
    "Primary Care Trust": "Replaced in April 2013, today by Integrated Care Boards",
    "PRU": "Pupil referral unit",
    "Public Health England": "Replaced by the UK Health Security Agency and others in October 2021",
    "SALT": "Speech and language therapy, or a speech and language therapist",
    "SaLT": "Speech and language therapy, or a speech and language therapist",
    "SEMH": "Social, emotional and mental health",
    "SEN": "Special educational needs",
    "SEN statement": f"Replaced by {_EHC_PLANS} between September 2014 and March 2018",
    "SENCO": "Special educational needs co-ordinator",
    "SENCo": "Special educational needs co-ordinator",
    "SEND": "Special educational needs and disabilities",
    "SENDCO": "Special educational needs and disabilities co-ordinator",
    "SENDCo": "Special educational needs and disabilities co-ordinator",
    "SENDIAS": "Special educational needs and disabilities information, advice and support",
    "SENDIASS": "Special educational needs and disabilities information, advice and support service",
    "SENDIST": "Special Educational Needs and Disability Tribunal; since November 2008 part of the First-tier Tribunal",
    "SLA": "Service level agreement",
    "statement of SEN": f"Replaced by {_EHC_PLANS} between September 2014 and March 2018",
    "statement of special educational needs": f"Replaced by {_EHC_PLANS} between September 2014 and March 2018",
    "VCS": "Voluntary and community sector",
    "VCSE": "Voluntary, community and social enterprise",
    "WCAG": "Web Content Accessibility Guidelines",
    "YOT": "Youth offending team",
    "YP": "Young person, or young people",
}
"""What every service's list knows, in the order in which it is printed. Right for England in 2026.

Left out is what stands for more than one thing in this field, such as SLT: a wrong meaning is worse than none.
"""


def in_order(short: str) -> tuple[str, str]:
    """The key by which abbreviations are sorted: capitals and small letters are alike."""
    return short.casefold(), short


def short(text: str) -> str:
    """``text`` in one line, if it can be looked up. Raises ``Invalid``: one letter alone is a rating or a list mark."""
    line = _line(text)
    if not 2 <= len(line) <= LONGEST_SHORT or not any(map(str.isalpha, line)):
        raise Invalid(f"An abbreviation has 2 to {LONGEST_SHORT} characters, and a letter among them.")
    return line


def meaning(text: str) -> str:
    """``text`` in one line, if it says something. Raises ``Invalid``."""
    line = _line(text)
    if len(line) > LONGEST_MEANING or not any(map(str.isalpha, line)):
        raise Invalid(f"A meaning has at most {LONGEST_MEANING} characters, and a letter among them.")
    return line


def fingerprint_of(meanings: Mapping[str, str]) -> str:
    """What a service's own list says, as a short sign."""
    return fingerprint(*sorted(meanings.items()))


def _line(text: str) -> str:
    return " ".join(clean(text).split())
