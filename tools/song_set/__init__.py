"""Makes resources/songs from the corpus that the music21 package carries; see build.py."""
