"""You said, we did: what families said, what was done about it, and what came of it."""
