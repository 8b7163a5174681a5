"""An analysed recording kept as a session, so that it opens in the same review as a live one."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

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
from emotune_gui.engine.recording import SessionRecord
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder

LOOSE = "Recordings"
"""The client under whom recordings of nobody in particular are kept."""
LOOSE_CONSENTS = (Purpose.ANALYSE_FACE, Purpose.ANALYSE_VOICE, Purpose.STORE_FEATURES)
FLUSHED_ROWS = 2000
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
    Without a client it is kept under one called "Recordings". Raises InvalidInput for a photograph,
    a client without the needed consents, or a table that is gone; StorageError as storage does.
    Nothing is left of a session that could not be stored whole.
    """
    if result.kind is Kind.PHOTO:
        raise InvalidInput("A photograph is one moment, not a session; its table has all of it.")
    client = _loose(database) if client_id is None else database.clients.get(client_id)
    _refuse_without_consent(client, result)
    started = at or datetime.now(UTC)
    session_id = database.sessions.begin(
        client.id,
        _plan(result),
        shown_path(result.source),
        weights_version=CLINICAL_MAPPING.version,
        started_at=started,
        recogniser="" if result.kind is Kind.SOUND else result.summary["options"]["recogniser"],
        microphone=shown_path(result.source) if result.summary["voice"] else "",
    )
    seconds = float(result.summary["duration_s"])
    try:
        _record(database, session_id, result)
    except (EmoTuneError, OSError, ValueError, KeyError) as problem:
        database.sessions.end(session_id, ended_at=started, duration_s=0.0)
        database.sessions.delete(session_id)
        if isinstance(problem, EmoTuneError):
            raise
        raise InvalidInput(
            f"The results of {result.name} are missing or were changed; analyse it again."
        ) from problem
    ended = started + timedelta(seconds=seconds)
    database.sessions.end(session_id, ended_at=ended, duration_s=seconds)
    return session_id


def _loose(database: Database) -> Client:
    found = database.clients.by_name(LOOSE)
    return found or database.clients.create(LOOSE, LOOSE_CONSENTS, by="analysis")


def _refuse_without_consent(client: Client, result: FileResult) -> None:
    needed = {Purpose.STORE_FEATURES}
    if result.kind is Kind.FILM:
        needed.add(Purpose.ANALYSE_FACE)
    if result.summary["voice"]:
        needed.add(Purpose.ANALYSE_VOICE)
    for purpose in sorted(needed - client.consents):
        raise InvalidInput(NOT_CONSENTED.format(name=client.name, purpose=_WORDS[purpose]))


def _plan(result: FileResult) -> Plan:
    strategy = result.summary["options"]["music"]
    minutes = float(result.summary["duration_s"])
    return plan_for(Strategy.MATCH if strategy is None else Strategy(strategy), minutes)


def _record(database: Database, session_id: int, result: FileResult) -> None:
    recorder = Recorder(database, session_id, FileClock())
    record = SessionRecord(recorder, 0.0)
    for place, estimate in enumerate(estimates_of(result)):
        record.estimate(estimate)
        if place % FLUSHED_ROWS == FLUSHED_ROWS - 1:
            recorder.flush()
    bars, notes = music_of(result)
    for start_s, bar, target in bars:
        record.bar(start_s, bar, target)
    for note in notes:
        record.played(note)
    if recorder.close():
        raise recorder.last_error or StorageError("The recording could not be stored.")


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
