"""Rows to domain values and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import MappingWeights, StoredWeights
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Note, Part
from emotune_gui.domain.review import HeardBar, SongPlayed
from emotune_gui.domain.scale import Moment, ScaleKind, ScaleReading
from emotune_gui.domain.session import Rating
from emotune_gui.storage.packing_notes import bar_notes, pack_bar, unpack_bar
from emotune_gui.storage.tables import (
    BarRow,
    MappingWeightsRow,
    RatingRow,
    ScaleReadingRow,
    SongPlayedRow,
)
from emotune_gui.storage.texts import storable

_PLAIN_PARAMETERS = (
    "tempo_bpm",
    "density",
    "loudness",
    "velocity_spread",
    "register",
    "bass_register",
    "articulation",
    "dissonance",
    "brightness",
    "estimate_id",
    "weights_version",
)
_PLAIN_BAR = (
    "beats",
    "tonic",
    "chord",
    "phrase_position",
    "cadence",
    "seed",
    "composer",
)


def song_values(session_id: int, song: SongPlayed) -> dict[str, Any]:
    """Column values of a song heard."""
    return {
        "session_id": session_id,
        "place": song.place,
        "song_id": storable(song.song_id),
        "title": storable(song.title),
        "start_s": song.start_s,
        "end_s": song.end_s,
        "reasons": json.dumps([storable(reason) for reason in song.reasons]),
        "skipped": song.skipped,
    }


def song_of(row: SongPlayedRow) -> SongPlayed:
    reasons = tuple(json.loads(row.reasons))
    return SongPlayed(
        row.place, row.song_id, row.title, row.start_s, row.end_s, reasons, row.skipped
    )


def bar_values(session_id: int, start_s: float, bar: Bar, target: Affect) -> dict[str, Any]:
    """Column values of a heard bar."""
    parameters = bar.parameters
    return {
        "session_id": session_id,
        "bar_id": bar.id,
        "bar_index": bar.index,
        "start_s": start_s,
        "target_valence": target.valence,
        "target_arousal": target.arousal,
        **{name: getattr(bar, name) for name in _PLAIN_BAR},
        "chord": storable(bar.chord),
        **{name: getattr(parameters, name) for name in _PLAIN_PARAMETERS},
        "mode": parameters.mode.value,
        "instruments": ",".join(f"{part.value}:{gm}" for part, gm in parameters.instruments),
        "note_count": len(bar.notes),
        "notes": pack_bar(bar.notes),
    }


BAR_COLUMNS = tuple(
    getattr(BarRow, name)
    for name in (
        "bar_id",
        "bar_index",
        "start_s",
        "target_valence",
        "target_arousal",
        "mode",
        "instruments",
        "notes",
        *_PLAIN_BAR,
        *_PLAIN_PARAMETERS,
    )
)


def heard_bar(row: Any, packed: Mapping[int, bytes]) -> HeardBar:
    """From a row of `BAR_COLUMNS`; `packed` are the bodies of bars of a session that ended."""
    values = row._mapping
    parameters = MusicParameters(
        mode=Mode(values["mode"]),
        instruments=_instruments(values["instruments"]),
        **{name: values[name] for name in _PLAIN_PARAMETERS},
    )
    bar = Bar(
        id=values["bar_id"],
        index=values["bar_index"],
        parameters=parameters,
        notes=_bar_notes(values["bar_id"], values["notes"], packed),
        **{name: values[name] for name in _PLAIN_BAR},
    )
    return HeardBar(values["start_s"], bar, values["target_valence"], values["target_arousal"])


def _bar_notes(bar_id: int, alone: bytes, packed: Mapping[int, bytes]) -> tuple[Note, ...]:
    if alone:
        return unpack_bar(alone)
    if bar_id not in packed:
        raise ValueError(f"the notes of bar {bar_id} are missing")
    return bar_notes(packed[bar_id])


def _instruments(text: str) -> tuple[tuple[Part, int], ...]:
    pairs = (pair.split(":") for pair in text.split(",") if pair)
    return tuple((Part(part), int(program)) for part, program in pairs)


def rating_of(row: RatingRow) -> Rating:
    return Rating(row.t, row.bar_id, row.score, row.fits, row.by)


def rating_values(session_id: int, rating: Rating) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "bar_id": rating.bar_id,
        "t": rating.t,
        "score": rating.score,
        "fits": rating.fits,
        "by": storable(rating.by),
    }


def scale_values(session_id: int, reading: ScaleReading) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "t": reading.t,
        "kind": reading.kind.value,
        "value": reading.value,
        "moment": reading.moment.value,
        "by": storable(reading.by),
    }


def scale_of(row: ScaleReadingRow) -> ScaleReading:
    return ScaleReading(row.t, ScaleKind(row.kind), row.value, Moment(row.moment), row.by)


def weights_values(weights: MappingWeights) -> dict[str, Any]:
    """The belief as doubles: the next update goes on from exactly what was left."""
    return {
        "offsets": json.dumps([list(row) for row in weights.offsets]),
        "belief_mean": np.array(weights.belief_mean, "<f8").tobytes(),
        "belief_precision": np.array(weights.belief_precision, "<f8").tobytes(),
        "ratings_used": weights.ratings_used,
        "reason": storable(weights.reason),
    }


def weights_of(row: MappingWeightsRow) -> MappingWeights:
    return MappingWeights(**_weights_fields(row))


def stored_weights(row: MappingWeightsRow) -> StoredWeights:
    return StoredWeights(
        **_weights_fields(row),
        created_at=row.created_at,
        active=row.active,
        undone=row.undone_at is not None,
    )


def _weights_fields(row: MappingWeightsRow) -> dict[str, Any]:
    mean = np.frombuffer(row.belief_mean, "<f8")
    precision = np.frombuffer(row.belief_precision, "<f8")
    return {
        "version": row.version,
        "offsets": _rows(json.loads(row.offsets)),
        "belief_mean": tuple(mean.tolist()),
        "belief_precision": _rows(precision.reshape(-1, len(mean)).tolist() if len(mean) else ()),
        "ratings_used": row.ratings_used,
        "reason": row.reason,
    }


def _rows(table: Iterable[Iterable[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in table)
