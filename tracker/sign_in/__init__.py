"""Signing in and out: sessions that end on the server, slowed guessing, invitations, and the first visit."""
