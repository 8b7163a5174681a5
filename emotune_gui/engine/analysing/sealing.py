"""Bytes that only those can read, and none can change, who have the recording they belong to."""

from __future__ import annotations

import hmac
import secrets
from hashlib import blake2b, shake_256
from pathlib import Path

import numpy as np

from emotune_gui.domain.faults import SourceUnavailable

_NONCE, _TAG = 16, 32
_READ = 16 << 20
"""Of the recording: enough that nobody guesses it, little enough for a film of hours."""


class Spoiled(Exception):
    """What was kept cannot be used; the work begins anew."""


def key_of(path: Path) -> bytes:
    """32 bytes made of the recording's own. Raises SourceUnavailable."""
    try:
        with path.open("rb") as file:
            return blake2b(file.read(_READ), digest_size=32, person=b"emotune-resume").digest()
    except OSError as problem:
        raise SourceUnavailable(
            f"“{path.name}” cannot be read ({problem.strerror}); copy it elsewhere."
        ) from problem


def sealed(key: bytes, plain: bytes) -> bytes:
    """Enciphered and authenticated: nonce, tag, cipher text.

    Encrypt-then-MAC with SHAKE-256 as the key stream (FIPS 202 allows any length of output) and
    keyed BLAKE2b as the tag (RFC 7693).
    """
    nonce = secrets.token_bytes(_NONCE)
    hidden = _crossed(key, nonce, plain)
    return nonce + _tag(key, nonce, hidden) + hidden


def unsealed(key: bytes, blob: bytes) -> bytes:
    """What was sealed with this key. Raises Spoiled for anything else."""
    nonce, tag, hidden = blob[:_NONCE], blob[_NONCE : _NONCE + _TAG], blob[_NONCE + _TAG :]
    if not hmac.compare_digest(tag, _tag(key, nonce, hidden)):
        raise Spoiled("the seal is broken")
    return _crossed(key, nonce, hidden)


def _crossed(key: bytes, nonce: bytes, data: bytes) -> bytes:
    stream = shake_256(key + b"stream" + nonce).digest(len(data))
    return (np.frombuffer(data, np.uint8) ^ np.frombuffer(stream, np.uint8)).tobytes()


def _tag(key: bytes, nonce: bytes, hidden: bytes) -> bytes:
    return blake2b(nonce + hidden, digest_size=_TAG, key=key, person=b"emotune-tag").digest()
