"""Which consents an analysis of a client's recordings needs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from emotune_gui.domain.session import Client, Purpose
from emotune_gui.engine.bulk.keeper import needed_consents, refusal

FILM, PHOTO, SOUND, FOLDER = (Path(n) for n in ("a.mp4", "a.JPG", "a.wav", "folder"))
FACE, KEPT = Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES
PICTURE, VOICE = Purpose.RECORD_VIDEO, Purpose.RECORD_AUDIO


@pytest.mark.parametrize(
    ("paths", "asked", "needed"),
    [
        ([FILM], {}, {FACE, KEPT}),
        ([FILM], {"film": True}, {FACE, KEPT, PICTURE, VOICE}),
        ([FILM], {"film": True, "music": True}, {FACE, KEPT, PICTURE}),
        ([PHOTO], {"film": True}, {FACE, KEPT, PICTURE}),
        ([PHOTO, SOUND], {"film": True}, {FACE, KEPT, PICTURE}),
        ([SOUND], {"film": True}, {KEPT}),
        ([FOLDER], {"film": True}, {FACE, KEPT, PICTURE, VOICE}),
        ([], {"film": True}, {KEPT}),
    ],
)
def test_a_film_with_what_was_seen_stores_pictures_and_sound(paths, asked, needed) -> None:
    assert needed_consents(paths, voice=False, **asked) == needed
    with_voice = needed_consents(paths, voice=True, **asked)
    assert with_voice == needed | {Purpose.ANALYSE_VOICE}


def test_the_first_that_is_missing_is_said() -> None:
    ada = Client(1, "Ada", datetime(2026, 1, 1, tzinfo=UTC), frozenset({FACE, KEPT}))
    assert refusal(ada, iter([FILM]), voice=False) == ""
    assert "being filmed" in refusal(ada, iter([FILM]), voice=False, film=True)
