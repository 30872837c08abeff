"""What is due as a calendar, for a person or a service, at a private address."""
