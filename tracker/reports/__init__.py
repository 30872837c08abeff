"""What reads across: the appendices in and out, the gaps, the demonstration's page."""
