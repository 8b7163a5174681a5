"""What was chosen in the settings reaches the session's parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from emotune_gui.app.desk import FaceChoice, SessionDesk
from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.session import Plan
from emotune_gui.engine.archive import Archive
from emotune_gui.ui.bridge import SessionBridge
from tests.ui.fake_store import ImmediateTasks
from tests.ui.stored_values import client


@pytest.fixture
def archive(tmp_path: Path):
    made = Archive(tmp_path / "desk.db")
    yield made
    made.close()


@pytest.mark.parametrize(
    "choice",
    [FaceChoice(), FaceChoice(Path("/tmp/points.dat"), Recogniser.OCULAR)],
)
def test_the_parts_are_built_with_the_chosen_file_and_recogniser(
    qapp, archive, monkeypatch, choice
):
    asked: list[tuple] = []

    def parts(_clock: object, _faults: object, *face: object) -> object:
        asked.append(face)
        raise EmoTuneError("Enough seen.")

    monkeypatch.setattr("emotune_gui.engine.parts.RealParts", parts)
    desk = SessionDesk(archive, SessionBridge(), ImmediateTasks(), lambda: choice)
    refused: list[str] = []
    desk.refused.connect(refused.append)
    desk.start(lambda: client(1, "Ada"), Plan(), "demo", "none")
    assert asked == [(choice.predictor, choice.recogniser)]
    assert refused == ["Enough seen."]
    assert not desk.busy
