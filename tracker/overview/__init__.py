"""The page of a year and the page of a plan, with all that is known of them on the floors below."""
