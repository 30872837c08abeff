"""What must be complete before a year is submitted, and what of its wording may name somebody."""
