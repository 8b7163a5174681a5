"""An analysed recording kept as a session, so that it opens in the same review as a live one."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from emotune_gui.capture.pacing import LONGEST_GAP_S
from emotune_gui.capture.paths import shown_name
from emotune_gui.domain.emotion import EMOTIONS, Affect, Emotion, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.faults import EmoTuneError, InvalidInput, StorageError
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Note, Part, PlayedNote
from emotune_gui.domain.session import Client, Plan, Purpose, Strategy
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceProbabilities, VoiceReading, VoiceState
from emotune_gui.engine.analysing.beholding import FileClock
from emotune_gui.engine.analysing.gathering import shown_path
from emotune_gui.engine.analysing.plan import plan_for
from emotune_gui.engine.analysing.values import FileResult, Kind
from emotune_gui.engine.recording import SAMPLE_EVERY_S, SessionRecord
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder

LOOSE = "Recordings"
"""The client under whom recordings of nobody in particular are kept."""
LOOSE_CONSENTS = (Purpose.ANALYSE_FACE, Purpose.ANALYSE_VOICE, Purpose.STORE_FEATURES)
FLUSHED_ROWS = 2000
SHOWN_S = 2.0
"""How long a photograph stands in its session; its belief is that after so long."""
LONGEST_NAMED = 60
MISSING = "The results of {0} are missing or were changed; analyse it again."
NOT_CONSENTED = (
    "{name} has not consented to {purpose}; record the consent on the client's page first."
)
_WORDS = {
    Purpose.ANALYSE_FACE: "the analysis of the face",
    Purpose.ANALYSE_VOICE: "the analysis of the voice",
    Purpose.STORE_FEATURES: "keeping what was recognised",
}


def keep_as_session(
    database: Database, result: FileResult, client_id: int | None, at: datetime | None = None
) -> int:
    """Store curves (ten samples a second) and music of a film or sound; returns the session's id.

    The session's source is the recording's path, its time that of `at` (UTC; by default now).
    Without a client it is kept under one called "Recordings". A photograph is a series of one
    (`keep_photographs`). Raises InvalidInput for a client without the needed consents, or a table
    that is gone; StorageError as storage does. Nothing is left of a session that could not be
    stored whole.
    """
    if result.kind is Kind.PHOTO:
        return keep_photographs(database, (result,), client_id, at)
    heard = shown_path(result.source) if result.summary["voice"] else ""
    return _keep(
        database, result, client_id, at, lambda record: _record(record, result), microphone=heard
    )


def keep_photographs(
    database: Database,
    results: Sequence[FileResult],
    client_id: int | None,
    at: datetime | None = None,
) -> int:
    """Store photographs of one folder as one session, in which each stands for `SHOWN_S` and a
    marker names it. The session's source is the folder; no picture is stored. Else as
    `keep_as_session`.
    """
    return _keep(
        database,
        results[0],
        client_id,
        at,
        lambda record: _record_photographs(record, results),
        seconds=SHOWN_S * len(results),
        source=results[0].source.parent,
    )


def _keep(
    database: Database,
    result: FileResult,
    client_id: int | None,
    at: datetime | None,
    write: Callable[[_Record], None],
    *,
    microphone: str = "",
    seconds: float | None = None,
    source: Path | None = None,
) -> int:
    client = _loose(database) if client_id is None else database.clients.get(client_id)
    _refuse_without_consent(client, result)
    started = at or datetime.now(UTC)
    session_id = database.sessions.begin(
        client.id,
        _plan(result, seconds),
        shown_path(source or result.source),
        weights_version=CLINICAL_MAPPING.version,
        started_at=started,
        recogniser="" if result.kind is Kind.SOUND else result.summary["options"]["recogniser"],
        microphone=microphone,
    )
    try:
        record = _Record(database, session_id)
        write(record)
        record.close()
        length_s = length_of(result) if seconds is None else seconds
    except (EmoTuneError, OSError, ValueError, KeyError) as problem:
        database.sessions.end(session_id, ended_at=started, duration_s=0.0)
        database.sessions.delete(session_id)
        if isinstance(problem, EmoTuneError):
            raise
        raise InvalidInput(MISSING.format(result.name)) from problem
    ended = started + timedelta(seconds=length_s)
    database.sessions.end(session_id, ended_at=ended, duration_s=length_s)
    return session_id


def _loose(database: Database) -> Client:
    found = database.clients.by_name(LOOSE)
    return found or database.clients.create(LOOSE, LOOSE_CONSENTS, by="analysis")


def _refuse_without_consent(client: Client, result: FileResult) -> None:
    needed = {Purpose.STORE_FEATURES}
    if result.kind is not Kind.SOUND:
        needed.add(Purpose.ANALYSE_FACE)
    if result.summary["voice"]:
        needed.add(Purpose.ANALYSE_VOICE)
    for purpose in sorted(needed - client.consents):
        raise InvalidInput(NOT_CONSENTED.format(name=client.name, purpose=_WORDS[purpose]))


def _plan(result: FileResult, seconds: float | None) -> Plan:
    """As long as the recording where no `seconds` are told."""
    strategy = result.summary["options"]["music"]
    length_s = float(result.summary["duration_s"]) if seconds is None else seconds
    return plan_for(Strategy.MATCH if strategy is None else Strategy(strategy), length_s)


class _Record:
    """A session's record on the recording's own clock."""

    def __init__(self, database: Database, session_id: int) -> None:
        self._recorder = Recorder(database, session_id, FileClock())
        self.of = SessionRecord(self._recorder, 0.0)
        self._rows = 0

    def estimate(self, estimate: EmotionEstimate) -> None:
        self.of.estimate(estimate)
        self._rows += 1
        if self._rows % FLUSHED_ROWS == 0:
            self._recorder.flush()

    def close(self) -> None:
        """Raises StorageError where not all was stored."""
        if self._recorder.close():
            raise self._recorder.last_error or StorageError("The recording could not be stored.")


def _record(record: _Record, result: FileResult) -> None:
    time = SessionTime()
    for estimate in estimates_of(result):
        t = time.at(estimate.t)
        record.estimate(replace(estimate, t=t, captured_at=t))
    bars, notes = music_of(result)
    for start_s, bar, target in bars:
        record.of.bar(start_s, bar, target)
    for note in notes:
        record.of.played(note)


def _record_photographs(record: _Record, results: Sequence[FileResult]) -> None:
    for place, result in enumerate(results):
        believed = _believed(result)
        record.of.marker(place * SHOWN_S, shown_name(result.source)[:LONGEST_NAMED])
        for moment in range(round(SHOWN_S / SAMPLE_EVERY_S)):
            t = place * SHOWN_S + moment * SAMPLE_EVERY_S
            record.estimate(replace(believed, t=t, captured_at=t, seq=place))


class SessionTime:
    """A recording's own seconds brought to those of its session, in which a hole made by damaged
    timestamps does not take hours. `left_out`: seconds up to the place asked for last."""

    def __init__(self) -> None:
        self.left_out = self._last = 0.0

    def at(self, position_s: float) -> float:
        """Positions increase."""
        self.left_out += max(0.0, position_s - self._last - LONGEST_GAP_S)
        self._last = position_s
        return position_s - self.left_out


def holes_of(result: FileResult) -> tuple[tuple[float, float], ...]:
    """From which second of the session on how many seconds of the film are left out. Raises
    OSError, ValueError or KeyError."""
    time, holes = SessionTime(), [(0.0, 0.0)]
    with result.csv.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            t = time.at(float(row["time_s"]))
            if time.left_out > holes[-1][1]:
                holes.append((t, time.left_out))
    return tuple(holes)


def length_of(result: FileResult) -> float:
    """Seconds of the session."""
    seconds = float(result.summary["duration_s"])
    return seconds if result.kind is not Kind.FILM else seconds - holes_of(result)[-1][1]


def _believed(result: FileResult) -> EmotionEstimate:
    """Of a photograph. Raises InvalidInput."""
    try:
        return next(estimates_of(result))
    except (OSError, ValueError, KeyError, StopIteration) as problem:
        raise InvalidInput(MISSING.format(result.name)) from problem


def estimates_of(result: FileResult) -> Iterator[EmotionEstimate]:
    """What was believed, from the table. Raises OSError, ValueError or KeyError."""
    heard = _Voice()
    with result.csv.open(encoding="utf-8", newline="") as table:
        for number, row in enumerate(csv.DictReader(table), 1):
            t = float(row["time_s"])
            voice = heard.reading(row, t)
            weight = float(row.get("v_weight") or 0.0)
            faces, label = int(row["faces"]), row["label"]
            yield EmotionEstimate(
                number,
                t,
                t,
                int(row["frame"]),
                _state(faces, label, weight),
                EmotionProbabilities.normalised([float(row[f"p_{e.value}"]) for e in EMOTIONS]),
                Affect.clamped(float(row["valence"]), float(row["arousal"])),
                float(row["confidence"]),
                Emotion(label) if label else None,
                quality=float(row["quality"]),
                voice=voice,
                face_weight=(1.0 - weight) if label else 0.0,
                voice_weight=weight,
            )


def _state(faces: int, label: str, voice_weight: float) -> FaceState:
    """As near as the table tells it."""
    if faces == 0:
        return FaceState.NO_FACE
    if label and voice_weight < 1.0:
        return FaceState.FACE
    return FaceState.SEVERAL_FACES if faces > 1 else FaceState.UNCLEAR


class _Voice:
    """Rows to readings; an opinion was formed where it first stands in the table."""

    def __init__(self) -> None:
        self._opinion: tuple[str, ...] = ()
        self._heard_at = 0.0

    def reading(self, row: dict[str, str], t: float) -> VoiceReading | None:
        if not row.get("v_state"):
            return None
        state, level = VoiceState(row["v_state"]), float(row["v_level_dbfs"])
        opinion = tuple(row[f"v_{e.value}"] for e in VOICE_EMOTIONS)
        if not opinion[0]:
            return VoiceReading(t, state, level)
        if opinion != self._opinion:
            self._opinion, self._heard_at = opinion, t
        return VoiceReading(
            t,
            state,
            level,
            VoiceProbabilities.normalised([float(p) for p in opinion]),
            Affect.clamped(float(row["v_valence"]), float(row["v_arousal"])),
            float(row["v_confidence"]),
            self._heard_at,
            position_s=t,
        )


Heard = tuple[float, Bar, Affect]


def music_of(result: FileResult) -> tuple[list[Heard], list[PlayedNote]]:
    """Bars with when they begin and the affect they express, and the notes as realised; nothing
    where no music was made. Raises OSError, ValueError or KeyError."""
    if ".bars.json" not in result.summary["files"]:
        return [], []
    file: Path = result.folder / f"{result.name}.bars.json"
    stored = json.loads(file.read_text(encoding="utf-8"))
    bars = [(float(b["start_s"]), _bar(b), Affect.clamped(*b["target"])) for b in stored["bars"]]
    notes = [PlayedNote(n[0], Part(n[1]), n[2], n[3], n[4], n[5], n[6]) for n in stored["notes"]]
    return bars, notes


def _bar(stored: dict[str, Any]) -> Bar:
    values = {k: v for k, v in stored.items() if k not in {"start_s", "target"}}
    asked = dict(values["parameters"])
    asked["mode"] = Mode(asked["mode"])
    asked["instruments"] = tuple((Part(p), int(n)) for p, n in asked["instruments"])
    values["parameters"] = MusicParameters(**asked)
    values["notes"] = tuple(Note(**(n | {"part": Part(n["part"])})) for n in values["notes"])
    return Bar(**values)
