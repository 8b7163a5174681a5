"""What the encoder hears in labelled speech, and that relative to each speaker."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray
from emotune_gui.perception.voice.features import HOP
from emotune_gui.perception.voice.normalising import SpeakerNormaliser
from emotune_gui.perception.voice.recogniser import VoiceNetwork
from emotune_gui.training.face.exporting import write_atomically
from emotune_gui.training.voice.augmentation import disturbed
from emotune_gui.training.voice.data import Clip
from emotune_gui.training.voice.exporting import STATISTICS, Deployed, silent_judge, to_tflite
from emotune_gui.training.voice.pretrained import LstmWeights
from emotune_gui.training.voice.speech import Speech, with_bar

LOG = logging.getLogger(__name__)
FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]
ENCODER_FILE = "voice_encoder.tflite"


class Knowledge(StrEnum):
    """What is known of a speaker when a clip is judged."""

    NORMALISED = "normalised"
    """All the speaker's clips in the set, without their labels: after some minutes."""
    CAUSAL = "causal"
    """The speaker's clips before this one in the set: a first session."""
    RAW = "raw"
    """Nothing: the first words of somebody new."""


def open_encoder(layers: tuple[LstmWeights, ...], workspace: Path) -> VoiceNetwork:
    """The encoder as the live program runs it, statistics as they come, with a mute judge."""
    path = workspace / ENCODER_FILE
    plain = Deployed(
        (layers[0], layers[1]),
        np.zeros(STATISTICS, dtype=np.float32),
        np.ones(STATISTICS, dtype=np.float32),
        silent_judge(STATISTICS),
    )
    write_atomically(path, to_tflite(plain))
    return VoiceNetwork(path)


def statistics_of(network: VoiceNetwork, speech: Speech, bar: str = "") -> FloatArray:
    """N x S; a row of NaN for a clip without speech."""
    return _heard(network, speech, lambda sound, row: sound, bar)


def disturbed_statistics(
    network: VoiceNetwork,
    speech: Speech,
    clips: Sequence[Clip],
    seed: Sequence[int],
    bar: str = "",
) -> FloatArray:
    """As `statistics_of`, of a random variant: each speaker in one room, by one microphone.

    Live, too, these stay the same while a client is being learned.
    """

    def changed(sound: SoundArray, row: int) -> SoundArray:
        speaker = f"{clips[row].corpus}/{clips[row].speaker}"
        return disturbed(sound, np.random.default_rng((*seed, crc32(speaker.encode()))))

    return _heard(network, speech, changed, bar)


def _heard(
    network: VoiceNetwork, speech: Speech, change: Callable[[SoundArray, int], SoundArray], bar: str
) -> FloatArray:
    found: list[FloatArray] = []
    for row in with_bar(range(len(speech)), bar):
        sound = speech[row]
        if len(sound) > 2 * HOP:
            found.append(network.statistics(change(sound, row)))
        else:
            found.append(np.full(STATISTICS, np.nan, dtype=np.float32))
    return np.stack(found)


def kept_statistics(
    network: VoiceNetwork,
    speech: Speech,
    clips: Sequence[Clip],
    variants: int,
    seed: int,
    workspace: Path,
) -> FloatArray:
    """Variants x clips x S, the first variant as recorded; kept in `workspace`."""
    digest = hashlib.sha256(speech.ends.tobytes() + network.features.encode()).hexdigest()[:12]
    found = []
    for variant in range(variants):
        kept = workspace / f"statistics_{digest}_{seed}_{variant}.npy"
        if not kept.is_file():
            bar = f"hearing, variant {variant + 1} of {variants}"
            heard = (
                disturbed_statistics(network, speech, clips, (seed, variant), bar)
                if variant
                else statistics_of(network, speech, bar)
            )
            part = kept.with_suffix(".part.npy")
            np.save(part, heard)
            part.replace(kept)
        found.append(np.load(kept))
    return np.stack(found)


def population(raw: FloatArray, clips: Sequence[Clip]) -> tuple[FloatArray, FloatArray]:
    """Mean of the speakers' means, and the deviation within a speaker, of N x S statistics."""
    means, squares = [], []
    for rows in rows_of_speakers(clips).values():
        of_one = raw[rows].astype(np.float64)
        means.append(of_one.mean(axis=0))
        squares.append(of_one.var(axis=0))
    spread = np.sqrt(np.mean(squares, axis=0))
    return np.mean(means, axis=0).astype(np.float32), np.maximum(spread, 1e-4).astype(np.float32)


def rows_of_speakers(clips: Sequence[Clip]) -> dict[tuple[str, str], list[int]]:
    """Rows of each speaker in their order; clips whose speaker is not told are left out."""
    found: dict[tuple[str, str], list[int]] = {}
    for row, clip in enumerate(clips):
        if clip.speaker:
            found.setdefault((clip.corpus, clip.speaker), []).append(row)
    return found


def relative_statistics(
    statistics: FloatArray,
    clips: Sequence[Clip],
    seconds: npt.NDArray[np.float64],
    knowledge: Knowledge,
) -> FloatArray:
    """N x S statistics (population mean 0, deviation 1) as the live program would make them.

    Clips without a known speaker are judged as somebody new.
    """
    told = _new_speaker().relative(statistics)
    if knowledge is Knowledge.RAW:
        return told
    for rows in rows_of_speakers(clips).values():
        speaker = _new_speaker()
        if knowledge is Knowledge.NORMALISED:
            for row in rows:
                speaker.learn(statistics[row], seconds[row])
            told[rows] = speaker.relative(statistics[rows])
            continue
        for row in rows:
            told[row] = speaker.relative(statistics[row])
            speaker.learn(statistics[row], seconds[row])
    return told


def early_statistics(
    statistics: FloatArray,
    clips: Sequence[Clip],
    seconds: npt.NDArray[np.float64],
    draw: np.random.Generator,
    most: int = 8,
) -> FloatArray:
    """As `relative_statistics` when only 0 to `most` random clips of the speaker were heard."""
    told = _new_speaker().relative(statistics)
    for rows in rows_of_speakers(clips).values():
        for row in rows:
            speaker = _new_speaker()
            for known in draw.choice(rows, int(draw.integers(most + 1))):
                speaker.learn(statistics[known], seconds[known])
            told[row] = speaker.relative(statistics[row])
    return told


def _new_speaker() -> SpeakerNormaliser:
    return SpeakerNormaliser("", STATISTICS)


def seconds_of(speech: Speech) -> npt.NDArray[np.float64]:
    """Seconds of speech of each clip."""
    return np.diff(speech.ends, prepend=0) / SAMPLE_RATE
