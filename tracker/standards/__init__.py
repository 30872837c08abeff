"""Frameworks: published sets of standards, from YAML to the wording that every page and document prints."""
