"""Frozen values and enums. No input or output, no third-party import but numpy."""
