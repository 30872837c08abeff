"""What backs a rating: choosing it from the library, adding it on the spot, and taking out what is in use."""
