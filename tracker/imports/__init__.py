"""A Word file in: upload, a look at what was read, save."""
