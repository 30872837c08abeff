"""What is said of a file that cannot be read."""

from tracker.errors import Invalid


class BadWorkbook(Invalid):
    """A workbook or CSV file that cannot be read."""
