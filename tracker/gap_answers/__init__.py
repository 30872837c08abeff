"""What becomes of a gap: planned for, or accepted until a day; and ratings to look at again after an action."""
