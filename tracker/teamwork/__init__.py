"""How a team works on a year together: who is asked to draft which standard, and remarks for its own eyes."""
