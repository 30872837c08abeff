"""A reader under ill-made documents: ``python -m tests.fuzz --minutes 10``.

Every mutant follows from the seed and its number, so what was found once is found again.
"""
