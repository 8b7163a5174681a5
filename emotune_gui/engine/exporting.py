"""A session as files that any program reads: tables, JSON, MIDI and the dictionary of all columns.

Private notes are not asked for here, hence in none of the files.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.filming import RecordingInfo
from emotune_gui.domain.music import MusicParameters
from emotune_gui.domain.review import EstimateSeries, HeardBar, SessionNote, SessionTimeline
from emotune_gui.domain.session import Rating, SessionInfo
from emotune_gui.domain.voice import VOICE_EMOTIONS
from emotune_gui.engine.export_columns import DICTIONARY
from emotune_gui.storage.opening import Database

Row = dict[str, Any]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_session(database: Database, session_id: int, folder: Path) -> list[Path]:
    """Write everything of a session but its private notes into `folder` (made where missing).

    Files that are there already are replaced. Raises InvalidInput for a session that is not
    there, StorageError where nothing can be written.
    """
    timeline = database.sessions.timeline(session_id)
    notes = database.notes.of_session(session_id)
    tables = tables_of(timeline, notes)
    tables["overrides"] = [asdict(held) for held in database.overrides.of_session(session_id)]
    tables["recordings"] = _recordings(database.recordings.of_session(session_id))
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = [_write_csv(folder / f"{name}.csv", name, rows) for name, rows in tables.items()]
        written.append(_write_dictionary(folder / "dictionary.csv"))
        written.append(_write_json(folder / "session.json", timeline.info, tables))
    except OSError as error:
        raise StorageError(
            f"The folder {folder} cannot be written: choose another or free some space."
        ) from error
    if timeline.played:
        # Only here: the music room is not needed for tables.
        from emotune_gui.music.rendering import write_played

        write_played(timeline.played, folder / "music.mid")
        written.append(folder / "music.mid")
    client = timeline.info.client_id
    database.audit.record("session.export", client_id=client, session_id=session_id)
    return written


def tables_of(timeline: SessionTimeline, notes: Sequence[SessionNote]) -> dict[str, list[Row]]:
    """Every table by name, with the columns of `DICTIONARY`."""
    return {
        "estimates": list(_estimates(timeline.estimates)),
        "bars": [_bar(heard) for heard in timeline.bars],
        "played_notes": [asdict(note) for note in timeline.played],
        "songs": [asdict(song) | {"reasons": " ".join(song.reasons)} for song in timeline.songs],
        "markers": [asdict(marker) for marker in timeline.markers],
        "ratings": [_rating(rating) for rating in timeline.ratings],
        "scales": [asdict(reading) for reading in timeline.scales],
        "notes": [_note(note) for note in notes],
    }


def _rating(rating: Rating) -> Row:
    row: Row = asdict(rating)
    felt = row.pop("felt")
    return {
        **row,
        "felt_valence": None if felt is None else felt["valence"],
        "felt_arousal": None if felt is None else felt["arousal"],
        "reward": rating.reward if rating.judged else None,
    }


def _recordings(info: RecordingInfo | None) -> list[Row]:
    """The film itself stays where it is; only that there is one goes along."""
    if info is None:
        return []
    kinds = (("video", info.picture), ("audio", info.sound))
    return [
        {
            "file": info.path.name,
            "kind": " ".join(kind for kind, there in kinds if there),
            "start_s": round(info.start_s, 3),
            "seconds": round(info.seconds, 3),
            "bytes": info.bytes,
            "drops": info.drops,
        }
    ]


def session_row(info: SessionInfo) -> Row:
    plan = info.plan
    return {
        "session": info.id,
        "client": info.client_name,
        "started_at": info.started_at.isoformat(),
        "ended_at": info.ended_at.isoformat() if info.ended_at else None,
        "duration_s": round(info.duration_s, 3),
        "state": info.state.value,
        "source": info.source,
        "microphone": info.microphone,
        "recogniser": info.recogniser,
        "weights_version": info.weights_version,
        "plan": {
            "strategy": plan.strategy.value,
            "target_valence": plan.target.valence,
            "target_arousal": plan.target.arousal,
            "lead_minutes": plan.lead_minutes,
            "planned_minutes": plan.planned_minutes,
            "prompt_minutes": plan.prompt_minutes,
            "loudness_limit": plan.loudness_limit,
            "composer": plan.composer,
            "song": plan.song_id,
            "excluded_parts": [part.value for part in plan.excluded_parts],
            "path": [[p.minutes, p.affect.valence, p.affect.arousal] for p in plan.path],
            "seed": plan.seed,
        },
    }


def _estimates(series: EstimateSeries) -> Iterator[Row]:
    """One row a sample; the voice's columns are empty where nothing was heard."""
    shares = {f"p_{e.value}": _plain(series.probabilities[:, k]) for k, e in enumerate(EMOTIONS)}
    voice = np.full((len(series.t), len(VOICE_EMOTIONS)), np.nan)
    voice = voice if series.voice is None else series.voice
    shares |= {f"voice_p_{e.value}": _plain(voice[:, k]) for k, e in enumerate(VOICE_EMOTIONS)}
    weight = _plain(series.voice_weight) if series.voice_weight is not None else []
    columns: dict[str, Sequence[Any]] = {
        "t": _plain(series.t),
        "state": series.state,
        "label": series.label,
        "valence": _plain(series.valence),
        "arousal": _plain(series.arousal),
        "confidence": _plain(series.confidence),
        "neutral_version": series.neutral_version or [None] * len(series.t),
        "voice_state": series.voice_state or [None] * len(series.t),
        "voice_weight": weight or [None] * len(series.t),
        **shares,
    }
    for values in zip(*columns.values(), strict=True):
        yield dict(zip(columns, values, strict=True))


def _plain(values: Any) -> list[float | None]:
    """Rounded to what is stored; None for what is missing."""
    return [None if isnan(v) else v for v in np.round(values, 4).tolist()]


def _bar(heard: HeardBar) -> Row:
    bar, parameters = heard.bar, heard.bar.parameters
    row: Row = {
        "bar": bar.id,
        "number": bar.index + 1,
        "start_s": round(heard.start_s, 4),
        "beats": bar.beats,
        "tonic": bar.tonic,
        "chord": bar.chord,
        "cadence": bar.cadence,
        "composer": bar.composer,
        "notes": len(bar.notes),
        "target_valence": heard.target_valence,
        "target_arousal": heard.target_arousal,
    }
    return row | _parameters(parameters)


def _parameters(parameters: MusicParameters) -> Row:
    values = asdict(parameters)
    values["mode"] = parameters.mode.value
    pairs = (f"{part.value}:{program}" for part, program in parameters.instruments)
    return values | {"instruments": " ".join(pairs)}


def _note(note: SessionNote) -> Row:
    return {
        "id": note.id,
        "t": note.t,
        "kind": note.kind.value,
        "state": note.state.value,
        "text": note.text,
        "sections": json.dumps(dict(note.sections), ensure_ascii=False) if note.sections else "",
        "amends": note.amends,
        "by": note.by,
        "created_at": note.created_at.isoformat(),
        "locked_at": note.locked_at.isoformat() if note.locked_at else None,
        "locked_by": note.locked_by,
    }


def _write_csv(path: Path, table: str, rows: Iterable[Row]) -> Path:
    """UTF-8 with a mark at the start, by which spreadsheets know it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in DICTIONARY[table]])
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return path


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would reckon as a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def _write_dictionary(path: Path) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("table", "column", "unit", "meaning"))
        for table, columns in DICTIONARY.items():
            writer.writerows((table, c.name, c.unit, c.meaning) for c in columns)
    return path


def _write_json(path: Path, info: SessionInfo, tables: dict[str, list[Row]]) -> Path:
    content = {"session": session_row(info), **tables}
    path.write_text(json.dumps(content, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    return path
