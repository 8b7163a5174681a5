"""``emotune sessions list``, ``show ID``, ``render ID``, ``export ID`` and ``report ID``."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.commands import report
from emotune_gui.commands.output import complain, only_json
from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.review import EstimateSeries, HeardBar, SessionTimeline
from emotune_gui.domain.session import RATING_ROUND, Rating, SessionInfo
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceState

LONGEST_STEP_S = 1.0
"""Samples further apart have a hole between them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="list|show|render|export|report"
    )
    listing = actions.add_parser("list", help="every saved session, newest first")
    showing = actions.add_parser("show", help="everything of one session")
    showing.add_argument("id", type=int)
    rendering = actions.add_parser("render", help="a session's music as MIDI and sound")
    rendering.add_argument("id", type=int)
    rendering.add_argument("--midi", type=Path, metavar="FILE.mid")
    rendering.add_argument("--wav", type=Path, metavar="FILE.wav")
    exporting = actions.add_parser("export", help="a session's data as CSV, JSON and MIDI")
    exporting.add_argument("id", type=int)
    exporting.add_argument("--dir", type=Path, required=True, metavar="DIR", help="made if missing")
    for action in (listing, showing, rendering, exporting, report.add_subcommand(actions)):
        action.add_argument("--db", type=Path, help="database file")
        action.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    from emotune_gui.engine.places import database_path
    from emotune_gui.storage.opening import open_database

    path = arguments.db or database_path()
    try:
        if arguments.db is not None and not path.exists():
            raise EmoTuneError(f"There is no database at {path}.")
        database = open_database(path)
        try:
            if arguments.action == "render":
                value: Any = _render(database, arguments)
            elif arguments.action == "export":
                value = _export(database, arguments)
            elif arguments.action == "report":
                value = report.report(database, arguments)
            else:
                value = _read(database.sessions, arguments)
        finally:
            database.close()
    except EmoTuneError as error:
        complain(str(error))
        return 1
    _show(value, as_json=arguments.json)
    return 0


def _render(database: Any, arguments: argparse.Namespace) -> dict[str, Any]:
    """The stored notes, at their times in the session, into the files that were asked for."""
    from emotune_gui.music.rendering import render_played, write_played
    from emotune_gui.music.songs.audio_bars import AUDIO, ONLY_NOTES

    if arguments.midi is None and arguments.wav is None:
        raise InvalidInput("Say where to write: --midi FILE.mid, --wav FILE.wav, or both.")
    timeline = database.sessions.timeline(arguments.id)
    notes = timeline.played
    recordings = any(heard.bar.composer == AUDIO for heard in timeline.bars)
    if not notes and recordings:
        raise InvalidInput(f"Session {arguments.id} played recordings only; no notes to write.")
    if not notes:
        raise InvalidInput(f"Session {arguments.id} has no music.")
    done: dict[str, Any] = {"session": arguments.id, "notes": len(notes)}
    done["seconds"] = round(max(note.end_s for note in notes), 3)
    if arguments.midi is not None:
        write_played(notes, arguments.midi)
        done["midi"] = str(arguments.midi)
    if arguments.wav is not None:
        render_played(notes, arguments.wav)
        done["wav"] = str(arguments.wav)
    if recordings:
        done["left_out"] = ONLY_NOTES
    database.audit.record("session.render", session_id=arguments.id)
    return done


def _export(database: Any, arguments: argparse.Namespace) -> dict[str, Any]:
    from emotune_gui.engine.exporting import export_session

    files = export_session(database, arguments.id, arguments.dir)
    return {"session": arguments.id, "files": [str(file) for file in files]}


def _read(sessions: Any, arguments: argparse.Namespace) -> list[dict[str, Any]] | dict[str, Any]:
    if arguments.action == "list":
        return [describe(info) for info in sessions.list()]
    timeline = sessions.timeline(arguments.id)
    return {**_describe_timeline(timeline), "rows": sessions.row_counts(arguments.id)}


def describe(info: SessionInfo) -> dict[str, Any]:
    """A session's row as plain values."""
    return {
        "id": info.id,
        "client": info.client_name,
        "client_id": info.client_id,
        "started_at": info.started_at.isoformat(),
        "ended_at": info.ended_at.isoformat() if info.ended_at else None,
        "duration_s": round(info.duration_s, 3),
        "state": info.state.value,
        "strategy": info.plan.strategy.value,
        "source": info.source,
        "composer": info.plan.composer,
        "preset": info.plan.preset,
        "palette": info.plan.instrumentation.palette.value,
        "recogniser": info.recogniser,
        "microphone": info.microphone,
        "seed": info.plan.seed,
        "estimates": info.estimates,
        "bars": info.bars,
        "ratings": info.ratings,
        "weights_version": info.weights_version,
    }


def _describe_timeline(timeline: SessionTimeline) -> dict[str, Any]:
    return {
        "session": describe(timeline.info),
        "estimates": _describe_estimates(timeline),
        "bars": [_describe_bar(heard) for heard in timeline.bars],
        "songs": [asdict(song) for song in timeline.songs],
        "notes_played": [asdict(note) for note in timeline.played],
        "markers": [asdict(marker) for marker in timeline.markers],
        "ratings": [_describe_rating(rating, timeline) for rating in timeline.ratings],
        "notes": [asdict(note) for note in timeline.notes],
        "scales": [asdict(reading) for reading in timeline.scales],
    }


def _describe_estimates(timeline: SessionTimeline) -> dict[str, Any]:
    series = timeline.estimates
    return {
        "t": series.t.round(3).tolist(),
        "valence": series.valence.round(4).tolist(),
        "arousal": series.arousal.round(4).tolist(),
        "confidence": series.confidence.round(4).tolist(),
        "state": list(series.state),
        "label": list(series.label),
        "probabilities": {
            emotion.value: series.probabilities[:, k].round(4).tolist()
            for k, emotion in enumerate(EMOTIONS)
        },
        "neutral_version": list(series.neutral_version),
        "voice": None if series.voice is None else _describe_voice(series),
    }


def _describe_voice(series: EstimateSeries) -> dict[str, Any]:
    """What was heard beside each estimate; None where no opinion was in force."""
    assert series.voice is not None and series.voice_weight is not None
    assert series.voice_heard_at is not None
    known = ~np.isnan(series.voice_heard_at)
    return {
        "speech_s": round(_speech_s(series), 2),
        "estimates": len(np.unique(series.voice_heard_at[known])),
        "mean_weight": round(float(series.voice_weight.mean()), 4),
        "state": list(series.voice_state),
        "weight": series.voice_weight.round(4).tolist(),
        "probabilities": {
            emotion.value: [
                round(p, 4) if there else None
                for p, there in zip(series.voice[:, k].tolist(), known.tolist(), strict=True)
            ]
            for k, emotion in enumerate(VOICE_EMOTIONS)
        },
    }


def _speech_s(series: EstimateSeries) -> float:
    """Time between samples in which somebody spoke; a hole in the record counts for nothing."""
    spoken = np.array([state == VoiceState.SPEAKING for state in series.voice_state])
    steps = np.diff(series.t, prepend=series.t[:1])
    return float(steps[spoken & (steps <= LONGEST_STEP_S)].sum())


def _describe_bar(heard: HeardBar) -> dict[str, Any]:
    bar = heard.bar
    return {
        "number": bar.index + 1,
        "id": bar.id,
        "start_s": round(heard.start_s, 4),
        "target_valence": heard.target_valence,
        "target_arousal": heard.target_arousal,
        "tonic": bar.tonic,
        "chord": bar.chord,
        "cadence": bar.cadence,
        "notes": len(bar.notes),
        "composer": bar.composer,
        "parameters": asdict(bar.parameters),
    }


def _describe_rating(rating: Rating, timeline: SessionTimeline) -> dict[str, Any]:
    numbers = {heard.bar.id: heard.bar.index + 1 for heard in timeline.bars}
    return {**asdict(rating), "bar": numbers.get(rating.bar_id)}


def _show(value: list[dict[str, Any]] | dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        with only_json() as write:
            write(value)
    elif isinstance(value, list):
        for row in value:
            print(_line(row))
    elif "rows" not in value:
        for key, said in value.items():
            print(f"{key}: {said}")
    else:
        print(_line(value["session"]))
        for table, count in value["rows"].items():
            print(f"  {table}: {count}")
        voice = value["estimates"]["voice"]
        if voice is not None:
            print(
                f"  voice: {voice['speech_s']} s of speech, {voice['estimates']} estimates, "
                f"mean weight {voice['mean_weight']:.2f}"
            )


def _line(row: dict[str, Any]) -> str:
    minutes = row["duration_s"] / 60
    course = "round" if row["source"] == RATING_ROUND else row["strategy"]
    return (
        f"{row['id']:>5}  {row['started_at'][:16]}  {minutes:6.1f} min  "
        f"{course:<9} {row['state']:<10} {row['client']}"
    )
