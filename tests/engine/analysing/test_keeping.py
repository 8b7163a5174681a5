"""An analysed recording opens like a session, and only with consent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import Purpose, SessionState, Strategy
from emotune_gui.engine.analysing.keeping import (
    LOOSE,
    SHOWN_S,
    estimates_of,
    holes_of,
    keep_as_session,
    keep_photographs,
)
from emotune_gui.engine.analysing.making import Analyst
from emotune_gui.engine.analysing.plan import LEAST_MINUTES
from emotune_gui.engine.analysing.values import AnalysisOptions, FileResult, Job
from emotune_gui.storage.opening import Database, open_database
from tests.capture.sound_making import beeps, write
from tests.engine.analysing.making import face_film, face_photo

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
FACE = (Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = open_database(tmp_path / "kept.db")
    yield found
    found.close()


def analysed(path: Path, options: AnalysisOptions) -> FileResult:
    out = path.parent / "out"
    out.mkdir(exist_ok=True)
    return Analyst(options, out).analyse(Job(path, path.stem))[0]


def test_curves_and_music_of_a_film_are_those_of_its_files(
    database: Database, tmp_path: Path
) -> None:
    path = face_film(tmp_path / "f.mp4", tuple(i / 25 for i in range(100)))
    result = analysed(path, AnalysisOptions(voice=False, music=Strategy.MATCH))
    client = database.clients.create("Ann", FACE)
    timeline = database.sessions.timeline(keep_as_session(database, result, client.id, AT))
    info = timeline.info
    assert info.client_id == client.id and info.source == str(path) and info.started_at == AT
    assert info.state is SessionState.ENDED and info.duration_s == pytest.approx(4.0, abs=0.05)
    assert info.plan.strategy is Strategy.MATCH and info.microphone == ""
    series = timeline.estimates
    assert 38 <= len(series.t) <= 41 and np.all(np.diff(series.t) > 0.05)
    assert set(series.state) == {"face"} and series.voice is None
    rows = np.genfromtxt(result.csv, delimiter=",", skip_header=1, usecols=(0, 15))
    expected = np.interp(series.t, rows[:, 0], rows[:, 1])
    assert np.allclose(series.valence, expected, atol=2e-3)
    import pretty_midi

    assert result.midi is not None
    played = pretty_midi.PrettyMIDI(str(result.midi))
    assert len(timeline.played) == sum(len(i.notes) for i in played.instruments) > 0
    assert timeline.bars and timeline.bars[0].start_s < 0.5


def test_sound_and_voice_are_kept_loose(database: Database, tmp_path: Path) -> None:
    result = analysed(write(tmp_path / "s.wav", beeps(16_000, 2.0)), AnalysisOptions())
    first, second = (keep_as_session(database, result, None) for _ in range(2))
    timeline = database.sessions.timeline(first)
    assert timeline.info.client_name == LOOSE and timeline.info.microphone == str(result.source)
    assert timeline.info.recogniser == "" and set(timeline.estimates.voice_state) == {"silent"}
    assert database.sessions.info(second).client_id == timeline.info.client_id


@pytest.mark.parametrize("missing", FACE)
def test_without_consent_nothing_is_kept(
    database: Database, tmp_path: Path, missing: Purpose
) -> None:
    result = analysed(face_film(tmp_path / "f.mp4"), AnalysisOptions(voice=False))
    client = database.clients.create("Bob", set(FACE) - {missing})
    with pytest.raises(InvalidInput, match="Bob has not consented"):
        keep_as_session(database, result, client.id)
    assert list(database.sessions.list()) == []


def test_photographs_are_one_session_in_which_each_stands_for_two_seconds(
    database: Database, tmp_path: Path
) -> None:
    results = [analysed(face_photo(tmp_path / f"{n}.png"), AnalysisOptions()) for n in "ab"]
    client = database.clients.create("Ann", FACE)
    timeline = database.sessions.timeline(keep_photographs(database, results, client.id, AT))
    assert timeline.info.source == str(tmp_path)
    assert timeline.info.duration_s == pytest.approx(2 * SHOWN_S)
    assert timeline.info.plan.planned_minutes == LEAST_MINUTES
    assert len(timeline.estimates.t) == 40 and np.allclose(np.diff(timeline.estimates.t), 0.1)
    believed = next(estimates_of(results[1]))
    assert np.allclose(timeline.estimates.valence[20:], believed.affect.valence, atol=2e-3)
    assert [(m.t, m.label) for m in timeline.markers] == [(0.0, "a.png"), (SHOWN_S, "b.png")]


def test_a_photograph_alone_is_a_session_and_needs_the_consents(
    database: Database, tmp_path: Path
) -> None:
    result = analysed(face_photo(tmp_path / "p.png"), AnalysisOptions())
    info = database.sessions.info(keep_as_session(database, result, None))
    assert info.duration_s == pytest.approx(SHOWN_S) and info.client_name == LOOSE
    client = database.clients.create("Bob", (Purpose.STORE_FEATURES,))
    with pytest.raises(InvalidInput, match="analysis of the face"):
        keep_as_session(database, result, client.id)


def test_a_photograph_whose_table_is_gone_is_named(database: Database, tmp_path: Path) -> None:
    results = [analysed(face_photo(tmp_path / f"{n}.png"), AnalysisOptions()) for n in "ab"]
    results[1].csv.unlink()
    with pytest.raises(InvalidInput, match="results of b are missing"):
        keep_photographs(database, results, None)
    assert list(database.sessions.list()) == []


def test_a_hole_in_the_timestamps_is_not_lived_through(database: Database, tmp_path: Path) -> None:
    times = (0.0, 0.1, 40.0, 40.1)
    result = analysed(face_film(tmp_path / "h.mkv", times), AnalysisOptions(voice=False))
    assert float(result.summary["duration_s"]) > 40.0
    session = database.sessions.timeline(keep_as_session(database, result, None))
    assert session.estimates.t[-1] == pytest.approx(10.2, abs=0.02)
    assert session.info.duration_s == pytest.approx(10.3, abs=0.1)
    (begin, nothing), (end, left_out) = holes_of(result)
    assert (begin, nothing) == (0.0, 0.0)
    assert end + left_out == pytest.approx(40.0) and end == pytest.approx(10.1, abs=0.01)


def test_results_that_are_gone_leave_no_session(database: Database, tmp_path: Path) -> None:
    result = analysed(face_film(tmp_path / "f.mp4"), AnalysisOptions(voice=False))
    result.csv.unlink()
    with pytest.raises(InvalidInput, match="analyse it again"):
        keep_as_session(database, result, None)
    assert list(database.sessions.list()) == []
