"""Small Word files to bring in, and how they are sent."""

import io

from tests.word.documents import docx, p, table

HEADER = ["Standard", "C/PC", "Notes"]
PLAN = [
    [
        "Area of work (link to Standard)",
        "Task objective",
        "Action",
        "Outcome",
        "Who?",
        "Timescale",
        "Actual Completion",
    ],
    ["Operational functions (3.2)", "Leaflets", "1. Write", "1. Printed", "Manager", "May 2023", ""],
]
GOOD = docx(
    p("Self-Assessment August 2022") + table(HEADER, ["1.1 Jointly", "C", "Signed."]) + p("Plan") + table(*PLAN)
)
DOUBTFUL = docx(table(HEADER, ["1.1 Jointly", "C", "Signed."], ["1.2 Designed", "C?", "Not all."]))
UNPLACED = docx(
    table(HEADER, ["1.1 Jointly", "C", "Signed."], ["Something of ours", "C", "No standard's number here."])
)
RATED = docx(table(HEADER, ["1.1 Jointly", "C", "Signed."]))
NOTHING = docx(p("Minutes of a meeting."))
SEVERAL = docx(
    "".join(
        p(name) + table(HEADER, *[[f"{number} Its wording", code, f"{name}."] for number in ("1.1", "1.2", "1.3")])
        for name, code in (("Northtown", "C"), ("Southtown", "P/C"))
    )
)
ADDRESS = "/services/lanternshire/import"


def send(client, content=GOOD, *, name="2021-22.docx"):
    return client.post(ADDRESS, data={"documents": (io.BytesIO(content), name)})


def send_all(client, files):
    """Send several files at once: name and content of each."""
    sent = [(io.BytesIO(content), name) for name, content in files.items()]
    return client.post(ADDRESS, data={"documents": sent})
