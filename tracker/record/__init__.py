"""The record to read: who did what, when, from where, before and after."""
