"""What a person sees first: what to do now, and one service with all it has."""
