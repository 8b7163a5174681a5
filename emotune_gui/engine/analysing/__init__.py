"""Recordings analysed in bulk: what live perception would have said, file by file."""
