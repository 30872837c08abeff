"""The advisory group's meetings: who was there, what they decided, and what they asked of the plan."""
