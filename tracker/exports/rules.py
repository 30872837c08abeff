"""The forms in which the appendices can be had."""

from typing import Final

FORMS: Final = {
    "docx": "Download as Word",
    "html": "Download as a web page",
    "xlsx": "Download as Excel",
    "pdf": "Download as PDF",
    "fragment": "Download to copy into your website",
}
"""How each is asked for, by the ending of its file."""

ENDINGS: Final = {"fragment": "fragment.html"}
"""The endings of files that are not asked for by theirs."""
