"""Whether a Word file says what was ratified: a page for anyone, and a command."""
