"""Recordings in bulk for the window: batches one after another, kept over the program's end."""
