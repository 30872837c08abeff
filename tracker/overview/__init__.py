"""The page of a year, with all that is known of it on the floors below."""
