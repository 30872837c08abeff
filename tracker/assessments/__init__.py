"""A year's self-assessment: a rating with its notes for every standard."""
