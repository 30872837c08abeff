"""A calendar as a file that Outlook, Google and others subscribe to (RFC 5545, with the properties of RFC 7986)."""

from datetime import timedelta
from importlib.metadata import version

import icalendar

from tracker.feeds.rules import REFRESH, Calendar, Event
from tracker.richtext import clean


def ics(calendar: Calendar) -> bytes:
    """The file. It has no METHOD: it publishes nothing to be answered, and DTSTAMP is when an entry last changed."""
    file = icalendar.Calendar()
    file.add("prodid", f"-//Minimum Standards tracker//{version('minimum-standards-tracker')}//EN")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        file.add(name, icalendar.vText(clean(calendar.name)))  # which the library takes for no text by itself
    file.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    file.add("x-published-ttl", icalendar.vDuration(REFRESH))
    for event in calendar.events:
        file.add_component(_entry(event))
    return bytes(file.to_ical())


def _entry(event: Event) -> icalendar.Event:
    """A whole day, in which nobody is taken for busy."""
    entry = icalendar.Event()
    entry.add("uid", event.uid)
    entry.add("dtstamp", event.modified)
    entry.add("last-modified", event.modified)
    entry.add("sequence", event.sequence)
    entry.add("dtstart", event.day)
    entry.add("dtend", event.day + timedelta(days=1))
    entry.add("summary", clean(event.summary))
    entry.add("description", clean(event.description))
    entry.add("url", event.address)
    entry.add("transp", "TRANSPARENT")
    return entry
