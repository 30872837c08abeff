"""The page of one standard, where it is rated, and all standards as a table."""
