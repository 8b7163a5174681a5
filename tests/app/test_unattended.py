"""What an unattended session listens to when nobody says, and when it has nothing left to do."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from emotune_gui.app import unattended
from emotune_gui.app.unattended import UnattendedRun
from emotune_gui.commands.live import DEFAULT_CONSENTS
from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.live import SourceState, SourceStatus
from emotune_gui.domain.session import Plan, Purpose
from tests.engine.test_hearing import film


def order(
    source: str, microphone: str | None = None, consents: tuple[Purpose, ...] = DEFAULT_CONSENTS
) -> UnattendedRun:
    return UnattendedRun(
        source=source,
        client="Ada",
        consents=consents,
        plan=Plan(),
        seconds=None,
        database=None,
        audio="none",
        microphone=microphone,
        screenshot=None,
        theme=None,
        recogniser=Recogniser.COMBINED,
        size=(800, 600),
    )


def test_a_film_brings_its_sound_and_nothing_else_opens_a_microphone(tmp_path: Path) -> None:
    loud = str(film(tmp_path / "loud.mp4", sound=True))
    still = str(film(tmp_path / "still.mp4", sound=False))
    assert unattended._microphone(order(loud)) == "source"
    for source in (still, "demo", "0", str(tmp_path)):
        assert unattended._microphone(order(source)) == "none"


def test_what_was_asked_for_is_taken(tmp_path: Path) -> None:
    loud = str(film(tmp_path / "loud.mp4", sound=True))
    assert unattended._microphone(order(loud, "none")) == "none"
    assert unattended._microphone(order("demo", "Headset")) == "Headset"
    without = tuple(p for p in DEFAULT_CONSENTS if p is not Purpose.ANALYSE_VOICE)
    assert unattended._microphone(order(loud, None, without)) == "none"


@pytest.mark.parametrize(
    ("source", "microphone", "asked", "over"),
    [
        (SourceState.LIVE, None, "none", False),
        (SourceState.ENDED, None, "none", True),
        (SourceState.ENDED, SourceState.LIVE, "source", False),
        (SourceState.ENDED, SourceState.ENDED, "source", True),
        (SourceState.ENDED, SourceState.LIVE, "Headset", True),
        (SourceState.LIVE, SourceState.ENDED, "source", False),
        (SourceState.LOST, SourceState.UNAVAILABLE, "Headset", False),
        (SourceState.NOT_CONSENTED, SourceState.LIVE, "source", False),
        (SourceState.NOT_CONSENTED, SourceState.ENDED, "source", True),
        (SourceState.NOT_CONSENTED, SourceState.NOT_CONSENTED, "source", True),
        (SourceState.OPENING, SourceState.NOT_CONSENTED, "none", False),
    ],
)
def test_it_is_over_when_neither_pictures_nor_sound_come(
    source: SourceState, microphone: SourceState | None, asked: str, over: bool
) -> None:
    heard = None if microphone is None else SourceStatus("m", microphone)
    snapshot = SimpleNamespace(source=SourceStatus("s", source), microphone=heard)
    assert unattended._nothing_left(snapshot, asked) is over
