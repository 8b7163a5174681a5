"""``emotune live``: an unattended session with the same engine and window."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from emotune_gui.commands.output import complain, only_json
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.music import Instrumentation, Palette
from emotune_gui.domain.session import LIKED, Plan, Purpose, Strategy

RULES, SONGS = "rules", "songs"
CHOICES = (RULES, "rnn", "rnn-happy", "rnn-angry", "rnn-sad", "rnn-calm", SONGS, LIKED)
PRESETS = ("affect", "thesis")
"""The names that `music.programme` and `music.shaping` know; a test holds them together. The
window does not wait for those rooms to load."""
_ID = re.compile(r"[0-9a-f]{4,16}")

DEFAULT_CONSENTS = (
    Purpose.ANALYSE_FACE,
    Purpose.ANALYSE_VOICE,
    Purpose.STORE_FEATURES,
    Purpose.PERSONALISE,
)
"""With the voice, because nothing but a recording's own sound is listened to unless a microphone
is named on the command line."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source",
        default="demo",
        metavar="PATH|demo|N",
        help="a video, a picture, a folder of pictures, 'demo', or a camera's number",
    )
    parser.add_argument("--client", default="Demonstration", help="name; created when new")
    parser.add_argument(
        "--consent",
        type=_purposes,
        default=DEFAULT_CONSENTS,
        help="purposes a new client consents to, with commas between "
        f"(default: {','.join(DEFAULT_CONSENTS)})",
    )
    parser.add_argument(
        "--seconds", type=_seconds, help="length; without it the recording's own length"
    )
    parser.add_argument("--strategy", choices=[s.value for s in Strategy], default="match")
    parser.add_argument("--target", type=_affect, help="valence,arousal for lead and hold")
    parser.add_argument("--lead-minutes", type=_minutes, default=20.0)
    parser.add_argument(
        "--recogniser",
        type=Recogniser,
        choices=list(Recogniser),
        default=Recogniser.COMBINED,
        help="who reads the face (default: combined)",
        metavar="|".join(Recogniser),
    )
    parser.add_argument(
        "--composer",
        metavar="|".join(CHOICES),
        choices=CHOICES,
        help="who writes the music; liked: whoever the client's ratings prefer "
        "(default: rules, with --song: songs)",
    )
    parser.add_argument(
        "--song",
        metavar="ID|FILE",
        help="the first song; a file (MIDI, WAV, FLAC, OGG or MP3) is added to the library",
    )
    parser.add_argument("--preset", choices=PRESETS, default="affect", help="how songs are shaped")
    parser.add_argument("--palette", choices=[p.value for p in Palette], default="affect")
    parser.add_argument("--seed", type=int, default=1, help="seed of the composer")
    parser.add_argument("--db", type=Path, help="database file")
    parser.add_argument(
        "--audio",
        default="device",
        metavar="device|none|midi|midi:NAME|FILE.wav",
        help="where the sound goes",
    )
    parser.add_argument(
        "--microphone",
        metavar="default|NAME|none|source|FILE",
        help="what is listened to: the system's microphone or one by name, nothing, the sound of "
        "the recording that is the source, or another recording (default: source where that is a "
        "film with sound and the consent to analyse the voice is asked for, else none)",
    )
    parser.add_argument(
        "--record",
        type=_recorded,
        default=frozenset(),
        metavar="video,audio",
        help="what is recorded of the client, with the consents record_video and record_audio "
        "only; the sound is that of the microphone (default: nothing)",
    )
    parser.add_argument("--screenshot", type=Path, metavar="FILE.png")
    parser.add_argument("--theme", choices=("light", "dark"), help="of the window")
    parser.add_argument("--size", default="1366x768", type=_size, help="of the window, WxH")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(arguments: argparse.Namespace) -> int:
    from emotune_gui.app.unattended import UnattendedRun, run_unattended

    try:
        song_id, song_file = _song(arguments.song)
    except EmoTuneError as error:
        complain(str(error))
        return 1
    order = UnattendedRun(
        source=arguments.source,
        client=arguments.client,
        consents=arguments.consent,
        plan=_plan(arguments, song_id),
        song_file=song_file,
        seconds=arguments.seconds,
        database=arguments.db,
        audio=arguments.audio,
        microphone=arguments.microphone,
        screenshot=arguments.screenshot,
        theme=arguments.theme,
        recogniser=arguments.recogniser,
        size=arguments.size,
        record=arguments.record,
    )
    with only_json() as write:
        report = run_unattended(order)
        if arguments.json:
            write(report)
    for fault in report["faults"]:
        complain(fault["message"])
    if not arguments.json:
        _tell(report)
    return 1 if report["faults"] else 0


def _tell(report: dict[str, object]) -> None:
    for key, value in report.items():
        print(f"{key}: {value}")


def _song(asked: str | None) -> tuple[str, Path | None]:
    """The id of the first song, and its file where one was named. Raises InvalidInput."""
    if asked is None or _ID.fullmatch(asked):
        return asked or "", None
    from emotune_gui.music.songs.cataloguing import kind_of
    from emotune_gui.music.songs.importing import song_id

    path = Path(asked)
    kind_of(path)
    return song_id(path), path


def _plan(arguments: argparse.Namespace, song_id: str) -> Plan:
    plan = Plan(
        strategy=Strategy(arguments.strategy),
        lead_minutes=arguments.lead_minutes,
        planned_minutes=(arguments.seconds or 3000.0) / 60.0,
        seed=arguments.seed,
        composer=arguments.composer or (SONGS if song_id else RULES),
        song_id=song_id,
        preset=arguments.preset,
        instrumentation=Instrumentation(Palette(arguments.palette)),
    )
    if arguments.target is None:
        return plan
    from dataclasses import replace

    return replace(plan, target=arguments.target)


def _purposes(text: str) -> tuple[Purpose, ...]:
    try:
        return tuple(Purpose(word.strip()) for word in text.split(",") if word.strip())
    except ValueError as error:
        known = ", ".join(Purpose)
        raise argparse.ArgumentTypeError(f"known purposes: {known}") from error


def _recorded(text: str) -> frozenset[Purpose]:
    words = {"video": Purpose.RECORD_VIDEO, "audio": Purpose.RECORD_AUDIO}
    try:
        return frozenset(words[word.strip()] for word in text.split(",") if word.strip())
    except KeyError as error:
        raise argparse.ArgumentTypeError("known: video, audio") from error


def _seconds(text: str) -> float:
    return _positive(text, "a number of seconds above 0")


def _minutes(text: str) -> float:
    return _positive(text, "a number of minutes above 0")


def _positive(text: str, wanted: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 < value < 1e7:
        raise argparse.ArgumentTypeError(f"expected {wanted}, not '{text}'")
    return value


def _affect(text: str) -> Affect:
    try:
        valence, arousal = (float(word) for word in text.split(","))
        return Affect(valence, arousal)
    except ValueError as error:
        message = "expected valence,arousal, each from -1 to 1"
        raise argparse.ArgumentTypeError(message) from error


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(word) for word in text.lower().split("x"))
    except ValueError as error:
        raise argparse.ArgumentTypeError("expected a size like 1366x768") from error
    if not (400 <= width <= 7680 and 300 <= height <= 4320):
        raise argparse.ArgumentTypeError("the window must be 400x300 to 7680x4320")
    return width, height
