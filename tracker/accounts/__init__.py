"""Services, and in time the people who work in them."""
