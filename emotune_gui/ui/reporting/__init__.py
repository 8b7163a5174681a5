"""Reports on paper: what is chosen of a client's sessions, drawn as a PDF."""
