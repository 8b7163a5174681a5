"""Command-line commands: one thin function each."""
