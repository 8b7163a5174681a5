"""The account of an unattended session, as plain values for JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from emotune_gui.domain.faults import Fault, Severity
from emotune_gui.domain.review import SongPlayed
from emotune_gui.engine.learning import difference_in_words
from emotune_gui.engine.live_session import LiveSession
from emotune_gui.engine.process import peak_memory_mb
from emotune_gui.engine.running import Running
from emotune_gui.engine.statistics import percentiles_ms


def session_report(session: LiveSession) -> dict[str, Any]:
    """What `emotune live --json` prints, less what only the window knows.

    Latencies are in ms; `faults` make the exit code 1, `notices` do not.
    """
    request = session.request
    report: dict[str, Any] = {
        "session": session.session_id or None,
        "client": request.client.name,
        "client_id": request.client.id,
        "strategy": request.plan.strategy.value,
        "seed": request.plan.seed,
        "composer": request.plan.composer,
        "preset": request.plan.preset,
        "palette": request.plan.instrumentation.palette.value,
        "source": request.source,
        "audio": request.audio,
        "microphone": request.microphone,
        "started": session.failure is None,
    }
    if session.running is not None and session.session_id:
        report |= _measured(session, session.running)
    report["rows"] = session.rows
    report["peak_memory_mb"] = peak_memory_mb()
    report["tensorflow_imported"] = "tensorflow" in sys.modules
    faults = session.faults.all()
    report["faults"] = _tell(faults, Severity.FAULT)
    report["notices"] = _tell(faults, Severity.NOTICE)
    return report


def _measured(session: LiveSession, running: Running) -> dict[str, Any]:
    summary = session.summary
    return {
        "seconds": round(running.elapsed_s(), 3),
        **_seen(running),
        "voice": _listened(running),
        **_heard(running),
        "recording": _recorded(session),
        "samples_dropped_by_recorder": running.recorder.dropped,
        "ratings": summary.ratings if summary else 0,
        "weights_version": session.weights.version,
        "mapping": difference_in_words(session.weights),
        "threads_that_refused_to_end": session.refused,
    }


def _seen(running: Running) -> dict[str, Any]:
    capture, perception = running.capture, running.perception
    captured = capture.captured if capture else 0
    analysed = perception.analysed if perception else 0
    skipped = perception.skipped if perception else 0
    with_face = perception.with_face if perception else 0
    seconds = running.record.seconds
    return {
        "frames": {
            "captured": captured,
            "analysed": analysed,
            "dropped": skipped + (capture.dropped if capture else 0),
            "dropped_by_source": capture.dropped if capture else 0,
            "dropped_as_stale_or_late": skipped,
            "oldest_analysed_ms": round(1000 * perception.oldest_analysed_s, 1)
            if perception
            else None,
        },
        "estimates": running.estimates.count,
        "face_share": round(with_face / analysed, 4) if analysed else 0.0,
        "seconds_by_emotion": seconds.by_emotion(),
        "seconds_without_emotion": seconds.without_emotion(),
    }


def _listened(running: Running) -> dict[str, Any]:
    """What was heard of the client; the means are over the time an emotion was believed."""
    hearing, loop = running.hearing, running.hearing.loop
    status, weights = hearing.status, running.record.seconds.mean_weights
    return {
        "listened_to": hearing.name or None,
        "state": None if status is None else status.state.value,
        "message": "" if status is None else status.message,
        "heard_s": round(loop.heard_s, 2) if loop else 0.0,
        "speech_s": round(loop.speech_s, 2) if loop else 0.0,
        "estimates": loop.opinions if loop else 0,
        "blocks_dropped": loop.dropped if loop else 0,
        "mean_face_weight": None if weights is None else round(weights[0], 4),
        "mean_voice_weight": None if weights is None else round(weights[1], 4),
        "speech_to_estimate_ms": percentiles_ms(loop.latencies_s if loop else ()),
    }


def _recorded(session: LiveSession) -> dict[str, Any] | None:
    """The film; None where nothing was chosen to be recorded."""
    film = session.filming.film
    if not film.asked:
        return None
    kept = film.kept
    return {
        "file": None if kept is None else str(kept.path),
        "picture": kept is not None and kept.picture,
        "sound": kept is not None and kept.sound,
        "start_s": None if kept is None else round(kept.start_s, 3),
        "seconds": 0.0 if kept is None else round(kept.seconds, 3),
        "bytes": 0 if kept is None else kept.bytes,
        "dropped": film.drops,
    }


def _heard(running: Running) -> dict[str, Any]:
    stats = running.player.stats()
    composing, perception = running.composing, running.perception
    return {
        "bars": composing.heard.count,
        "songs": [_song(song, running.origin) for song in running.songs.played],
        "notes": stats.notes,
        "hanging_notes": stats.hanging,
        "sound": {
            "output": running.sink.name,
            "blocks": stats.blocks,
            "underruns": stats.underruns,
            "bar_starvations": stats.starvations,
        },
        "latency_ms": {
            "capture_to_estimate": percentiles_ms(perception.latencies_s if perception else ()),
            "estimate_change_to_sound": percentiles_ms(stats.heard_latencies_s),
            "mode_change_to_sound": percentiles_ms(composing.harmony_latencies_s),
        },
        "mode_change_to_sound_bars": _rounded(composing.harmony_latencies_bars),
    }


def _song(song: SongPlayed, origin: float) -> dict[str, Any]:
    """Times in seconds since the session began."""
    return {
        "id": song.song_id,
        "title": song.title,
        "start_s": round(song.start_s - origin, 3),
        "end_s": round(song.end_s - origin, 3),
        "reasons": list(song.reasons),
        "skipped": song.skipped,
    }


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(value, 3) for value in values]


def _tell(faults: Iterable[Fault], severity: Severity) -> list[dict[str, str]]:
    return [
        {"where": fault.where, "message": fault.message}
        for fault in faults
        if fault.severity is severity
    ]
