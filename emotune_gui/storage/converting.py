"""Rows to domain values and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Note, Part
from emotune_gui.domain.review import HeardBar, SongPlayed
from emotune_gui.domain.scale import Moment, ScaleKind, ScaleReading
from emotune_gui.domain.session import Rating
from emotune_gui.storage.packing_notes import bar_notes, pack_bar, unpack_bar
from emotune_gui.storage.tables import (
    BarRow,
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


def heard_bar(row: Any, packed: Mapping[int, bytes] | None) -> HeardBar:
    """From a row of `BAR_COLUMNS`; `packed` are the bodies of bars of a session that ended, None
    leaves the notes out."""
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


def _bar_notes(bar_id: int, alone: bytes, packed: Mapping[int, bytes] | None) -> tuple[Note, ...]:
    if packed is None:
        return ()
    if alone:
        return unpack_bar(alone)
    if bar_id not in packed:
        raise ValueError(f"the notes of bar {bar_id} are missing")
    return bar_notes(packed[bar_id])


@lru_cache(maxsize=256)
def _instruments(text: str) -> tuple[tuple[Part, int], ...]:
    pairs = (pair.split(":") for pair in text.split(",") if pair)
    return tuple((Part(part), int(program)) for part, program in pairs)


def rating_of(row: RatingRow) -> Rating:
    felt = None
    if row.felt_valence is not None and row.felt_arousal is not None:
        felt = Affect(row.felt_valence, row.felt_arousal)
    return Rating(row.t, row.bar_id, row.score, row.fits, row.by, felt, row.better)


def rating_values(session_id: int, rating: Rating) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "bar_id": rating.bar_id,
        "t": rating.t,
        "score": rating.score,
        "fits": rating.fits,
        "by": storable(rating.by),
        "felt_valence": None if rating.felt is None else rating.felt.valence,
        "felt_arousal": None if rating.felt is None else rating.felt.arousal,
        "better": rating.better,
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
