"""Keeps the translations in step with the program; see docs/translating.md."""
