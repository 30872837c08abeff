"""A new plan that takes over what the one before left unfinished."""
