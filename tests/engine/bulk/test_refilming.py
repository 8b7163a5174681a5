"""The film with what was seen, made afterwards by a process of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.identity import sha256_of
from emotune_gui.engine.analysing.making import Analyst
from emotune_gui.engine.analysing.values import AnalysisOptions, FileResult, Job
from emotune_gui.engine.bulk.answering import Wished, export
from emotune_gui.engine.bulk.refilming import FOLDER, made_film, with_film
from tests.engine.analysing.making import face_film
from tests.engine.bulk.made import result


class FakeHand:
    """Tells what it is given, one answer at each look."""

    pid = 2**22 + 1

    def __init__(self, answers: list[dict]) -> None:
        self._answers, self.asked = answers, []
        self.jobs: list[Job] = []
        self.options = AnalysisOptions()

    def __call__(self, options: AnalysisOptions, out: Path, told: Callable[[], None]) -> FakeHand:
        self.options = options
        return self

    def begin(self, job: Job) -> None:
        self.jobs.append(job)

    def answers(self) -> list[dict]:
        return [self._answers.pop(0)] if self._answers else []

    def pause(self) -> None:
        self.asked.append("pause")

    def resume(self) -> None:
        self.asked.append("resume")

    def cancel(self) -> None:
        self.asked.append("cancel")

    def leave(self) -> None:
        self.asked.append("leave")

    def ended(self, timeout: float) -> bool:
        return True


@pytest.fixture
def plain(tmp_path: Path) -> FileResult:
    """Analysed without a film."""
    source = tmp_path / "clip.mp4"
    source.write_bytes(b"film")
    made = result(tmp_path / "out", source)
    (made.folder / "clip.overlay.mp4").unlink()
    told = made.summary | {"files": [".csv", ".json"], "sha256": sha256_of(source)}
    return replace(made, summary=told)


def always(share: float) -> bool:
    return True


def begun(plain: FileResult, answers: list[dict], **more: object) -> tuple[FakeHand, object]:
    hand = FakeHand(answers)
    return hand, with_film(plain, more.pop("go_on", always), start_hand=hand, **more)


def test_the_film_is_asked_for_with_the_options_of_the_analysis(plain: FileResult) -> None:
    asked = plain.summary | {"options": plain.summary["options"] | {"every_ms": 250}}
    summary = asked | {"files": [".csv", ".overlay.mp4", ".json"]}
    hand, made = begun(replace(plain, summary=asked), [{"done": summary, "before": False}])
    assert isinstance(made, FileResult)
    assert made.overlay == plain.folder / FOLDER / "clip.overlay.mp4"
    assert hand.options.overlay and hand.options.music is None and hand.options.every_ms == 250
    assert hand.jobs == [Job(plain.source, "clip")]
    assert hand.asked == ["cancel", "leave"], "the process does not outlive its film"


def test_it_pauses_while_a_session_runs(plain: FileResult) -> None:
    busy = [False, True, True, False]
    at = [{"at": float(k), "of": 4.0} for k in range(4)]
    shares: list[float] = []
    hand, _made = begun(
        plain,
        [*at, {"done": plain.summary, "before": False}],
        held=lambda: busy.pop(0) if busy else False,
        go_on=lambda share: shares.append(share) is None,
    )
    assert hand.asked == ["pause", "resume", "cancel", "leave"]
    assert shares[-1] == pytest.approx(0.75)


def test_a_stop_ends_the_process(plain: FileResult) -> None:
    hand, made = begun(plain, [{"at": 3.0, "of": 4.0}], go_on=lambda share: share < 0.5)
    assert made is None
    assert hand.asked == ["cancel", "leave"]


@pytest.mark.parametrize("answer", [{"failed": "It is empty."}, {"broken": "No weights."}])
def test_why_it_failed_is_said(plain: FileResult, answer: dict) -> None:
    with pytest.raises(InvalidInput, match=next(iter(answer.values()))):
        begun(plain, [answer])


def test_a_process_that_dies_is_said(plain: FileResult) -> None:
    with pytest.raises(InvalidInput, match="could not be made"):
        begun(plain, [{"dead": "killed"}])


def test_only_the_same_recording_is_filmed(plain: FileResult) -> None:
    plain.source.write_bytes(b"another film")
    with pytest.raises(InvalidInput, match="has changed"):
        begun(plain, [])
    plain.source.unlink()
    with pytest.raises(InvalidInput, match="no longer"):
        begun(plain, [])


@pytest.mark.parametrize("kind", ["sound", "photo"])
def test_sound_and_photographs_are_no_films(plain: FileResult, kind: str) -> None:
    with pytest.raises(EmoTuneError, match="no film"):
        begun(replace(plain, summary=plain.summary | {"kind": kind}), [])


def test_a_film_made_of_another_recording_is_not_taken(plain: FileResult) -> None:
    folder = plain.folder / FOLDER
    folder.mkdir()
    (folder / "clip.overlay.mp4").write_bytes(b"film")
    told = plain.summary | {"files": [".csv", ".overlay.mp4", ".json"]}
    (folder / "clip.json").write_text(json.dumps(told | {"sha256": "another"}))
    assert made_film(plain) is None
    (folder / "clip.json").write_text(json.dumps(told))
    found = made_film(plain)
    assert found is not None and found.overlay == folder / "clip.overlay.mp4"


def test_a_real_film_is_made_afterwards_with_its_music(tmp_path: Path) -> None:
    path = face_film(tmp_path / "a film.mp4")
    out = tmp_path / "out"
    out.mkdir()
    asked = AnalysisOptions(voice=False)
    analysed = Analyst(asked, out).analyse(Job(path, "a film"))[0]
    assert made_film(analysed) is None
    shares: list[float] = []
    wished = Wished(tmp_path / "files", "with music", midi=False, wav=False, film=True)
    written = export(analysed, Strategy.MATCH, wished, lambda share: shares.append(share) is None)
    assert [path.name for path in written] == ["with music.mp4"]
    assert shares == sorted(shares) and shares[-1] > 0.9
    import av

    with av.open(str(written[0])) as film:
        assert {stream.type for stream in film.streams} == {"video", "audio"}
        assert film.streams.video[0].frames == 12
    assert made_film(analysed) is not None
    hidden = [p.name for p in tmp_path.rglob(".*")]
    assert hidden == []
