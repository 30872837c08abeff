"""The review pack for somebody without an account, by a link of their own."""
