"""``emotune listen``: what is heard in an audio file or in the sound of a film."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from emotune_gui.commands.output import complain, only_json
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceProbabilities, VoiceReading
from emotune_gui.perception.voice.timeline import VoiceSummary, VoiceTimeline, heard_through

INTERRUPTED = 130
"""Exit code of a command ended by Ctrl+C, as shells have it."""
SAY_EVERY_S = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="an audio file or a film")
    parser.add_argument("--json", action="store_true", help="one JSON value on standard output")


def run(args: argparse.Namespace) -> int:
    """Print timeline and summary; raises EmoTuneError when the file or a part is unusable."""
    timeline = VoiceTimeline()
    with only_json() as write:
        complete = _listen(args.file, timeline)
        summary = timeline.summary()
        if args.json:
            readings = [_told(reading) for reading in timeline.told]
            write({"file": str(args.file), "readings": readings, "summary": _summed(summary)})
    if not args.json:
        _print(timeline, summary)
    if not complete:
        complain(f"Stopped; the first {summary.seconds:.0f} seconds were heard.")
    return 0 if complete else INTERRUPTED


def _listen(path: Path, timeline: VoiceTimeline) -> bool:
    """Hear the file as fast as it can be; False when Ctrl+C stopped it."""
    from emotune_gui.capture.sound_file import sound_blocks
    from emotune_gui.perception.voice.opening import load_voice_reader

    said = time.monotonic()
    try:
        for reading in heard_through(load_voice_reader(), sound_blocks(path)):
            timeline.add(reading)
            if time.monotonic() - said >= SAY_EVERY_S:
                said = time.monotonic()
                print(f"{reading.position_s:.0f} s heard", file=sys.stderr)
    except KeyboardInterrupt:
        return False
    return True


def _told(reading: VoiceReading) -> dict[str, Any]:
    return {
        "t": round(reading.position_s, 3),
        "state": reading.state.value,
        "level_dbfs": round(reading.level_dbfs, 1),
        "probabilities": _named(reading.probabilities),
        "affect": _point(reading.affect),
        "confidence": round(reading.confidence, 4),
        "speech_s": round(reading.speech_s, 3),
        "notes": list(reading.notes),
    }


def _summed(summary: VoiceSummary) -> dict[str, Any]:
    probabilities = summary.probabilities
    return {
        "seconds": round(summary.seconds, 3),
        "speech_s": round(summary.speech_s, 3),
        "opinions": summary.opinions,
        "emotion": None if probabilities is None else probabilities.top.value,
        "probabilities": _named(probabilities),
        "affect": _point(summary.affect),
        "confidence": round(summary.confidence, 4),
    }


def _named(probabilities: VoiceProbabilities | None) -> dict[str, float] | None:
    if probabilities is None:
        return None
    return {e.value: round(probabilities[e], 4) for e in VOICE_EMOTIONS}


def _point(affect: Affect | None) -> dict[str, float] | None:
    if affect is None:
        return None
    return {"valence": round(affect.valence, 4), "arousal": round(affect.arousal, 4)}


def _print(timeline: VoiceTimeline, summary: VoiceSummary) -> None:
    print(
        f"{'second':>8}  {'state':<9}{'emotion':<11}{'share':>6}{'conf.':>7}{'val.':>7}{'ar.':>7}"
    )
    for reading in timeline.told:
        print(f"{reading.position_s:8.1f}  {reading.state.value:<9}{_opinion(reading)}".rstrip())
    heard = f"{summary.speech_s:.1f} s of speech in {summary.seconds:.1f} s"
    if summary.probabilities is None or summary.affect is None:
        print(f"{heard}; too little to tell an emotion from.")
        return
    top = summary.probabilities.top
    print(
        f"{heard}, {summary.opinions} opinions, on the whole {top.value} "
        f"({summary.probabilities.top_probability:.0%}), valence {summary.affect.valence:+.2f}, "
        f"arousal {summary.affect.arousal:+.2f}."
    )


def _opinion(reading: VoiceReading) -> str:
    if reading.probabilities is None or reading.affect is None:
        return ""
    share, affect = reading.probabilities.top_probability, reading.affect
    return (
        f"{reading.probabilities.top.value:<11}{share:6.0%}{reading.confidence:7.2f}"
        f"{affect.valence:+7.2f}{affect.arousal:+7.2f}  {', '.join(reading.notes)}"
    )
