"""What the advisory group ratified, sealed: a snapshot that never changes, its digest and its signature."""
