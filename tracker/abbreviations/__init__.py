"""What abbreviations stand for: those that every service uses, and each service's own."""
