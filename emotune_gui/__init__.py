"""EmoTune: recognises emotion in face and voice and answers with music."""

__version__ = "0.1.0"
