"""A service's own Word template, and which of its styles the appendices take."""
