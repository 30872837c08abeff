"""The append-only record: who did what, by opaque identifiers."""
