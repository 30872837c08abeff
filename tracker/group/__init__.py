"""The advisory group: who is on it, for whom they speak, and what makes a quorum."""
