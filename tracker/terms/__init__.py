"""What a service means by seasons and school terms, so that a timescale stands for a day."""
