"""The review pack: what each member of the advisory group says to each rating, their queries, and the answers."""
