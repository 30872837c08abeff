"""Operational delivery plans and their actions."""
