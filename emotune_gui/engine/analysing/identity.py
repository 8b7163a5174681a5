"""What an analysis depends on: the recording's bytes, the program, its weights, the options."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from emotune_gui import __version__
from emotune_gui.bundled import bundled
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.engine.analysing.resuming import program_digest
from emotune_gui.engine.analysing.values import AnalysisOptions, FaceChoice

FORMAT = 2
"""Of the tables and the summary."""
_WEIGHTS = ("face_*.tflite", "face_*.npz", "face_*.json", "voice_*.tflite", "voice_*.json")
_FUSION = ("fusion*.json", "fusion_forest.npz")
_PIECE = 1 << 20


def sha256_of(path: Path, go_on: Callable[[], None] = lambda: None) -> str:
    """`go_on` is called after each mebibyte. Raises SourceUnavailable."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                go_on()
    except OSError as problem:
        raise SourceUnavailable(
            f"“{path.name}” cannot be read to its end ({problem.strerror}); copy it elsewhere."
        ) from problem
    return digest.hexdigest()


def versions() -> dict[str, Any]:
    """Of the program, and the beginning of the SHA-256 of each file of weights."""
    return {"program": __version__, "format": FORMAT, "weights": dict(_weights())}


@lru_cache(maxsize=1)
def _weights() -> tuple[tuple[str, str], ...]:
    models = bundled("models")
    files = sorted({f for pattern in (*_WEIGHTS, *_FUSION) for f in models.glob(pattern)})
    return tuple((file.name, sha256_of(file)[:16]) for file in files)


def is_same(
    summary: dict[str, Any], sha256: str, options: AnalysisOptions, labels: str, portrait: str = ""
) -> bool:
    """Whether this summary tells of the same analysis; `labels` is the SHA-256 of the person's."""
    return (
        summary.get("sha256") == sha256
        and summary.get("options") == stated(options, portrait)
        and summary.get("versions") == versions()
        and summary.get("labels_sha256", "") == labels
    )


def work_digest(options: AnalysisOptions, portrait: str = "") -> str:
    """Of all that going on inside a film depends on, beside the film."""
    told = [stated(options, portrait), versions(), program_digest()]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def stated(options: AnalysisOptions, portrait: str = "") -> dict[str, Any]:
    """The options that the results depend on; where labels and photograph lie is none of them.

    `portrait` is the digest of what makes the person known again.
    """
    told = options.stated()
    del told["labels"], told["portrait"]
    if options.face is FaceChoice.ALONE:
        # As before there was a choice, so that what was done then stays done.
        del told["face"]
    if options.face is FaceChoice.PORTRAIT:
        told["portrait_sha256"] = portrait
    return told
