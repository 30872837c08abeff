"""Who can be a doer."""

from typing import NewType

Doer = NewType("Doer", str)
"""An opaque identifier of whoever did something; the record keeps no names."""

OPERATOR = Doer("operator")
"""Whoever types commands on the machine that runs the installation."""
