"""Labelled music as features: EMOPIA's clips, weakly labelled scores, and their sound."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.music import Part
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.domain.song import SongScore
from emotune_gui.music.playing.synthesiser import Synthesiser
from emotune_gui.music.songs.hearing import HEARD_RATE, HeardMusic, hear
from emotune_gui.music.songs.importing import read_song
from emotune_gui.music.songs.labelling import score_rows
from emotune_gui.music.songs.timing import seconds_of
from emotune_gui.training.face.progress import with_progress

FloatArray = npt.NDArray[np.float64]

WEAK_SETS = ("openscore_lieder", "openewld")
SOUNDING_PROGRAMS = (0, 0, 0, 4, 19, 24, 40, 42, 48, 49, 52, 61, 71, 73)
"""What EMOPIA's notes are played by; three times out of fourteen the piano they were made for."""
LEVEL_DB, LEVEL_SD_DB = 4.0, 4.0
"""Recordings are louder than the synthesiser, and differ by what was done to them afterwards."""
LEARNED_SHARE = 0.5
"""Of EMOPIA's training clips; of the held-out ones all are heard."""
WEAK_SOUNDS = 160
HEARD_S = 25.0
_BLOCK = 1024
_TAIL_S = 1.0
_SOUND_RATE = 2 * HEARD_RATE


@dataclass(frozen=True, slots=True)
class Labelled:
    """Rows of features with what they express; `positive` and `aroused` are 0-1."""

    rows: FloatArray
    positive: FloatArray
    aroused: FloatArray
    songs: npt.NDArray[np.str_]
    """Clips of one song never stand in two folds."""
    held_out: npt.NDArray[np.bool_]


def read_emopia(folder: Path) -> list[tuple[Path, dict[str, str]]]:
    """Paths and rows of EMOPIA's table; raises EmoTuneError when it is not there."""
    table = folder / "emopia" / "labels.csv"
    try:
        with table.open(encoding="utf-8", newline="") as file:
            return [(folder / "emopia" / row["file"], row) for row in csv.DictReader(file)]
    except OSError as error:
        raise EmoTuneError(
            f"{table} cannot be read; give the folder with the music sets as --data."
        ) from error


def score_features(folder: Path) -> Labelled:
    """EMOPIA's clips as notes."""
    clips = read_emopia(folder)
    rows, kept = [], []
    for i in with_progress(range(len(clips)), "EMOPIA's notes", len(clips)):
        path, row = clips[i]
        windows, _ = score_rows(read_song(path))
        rows.append(windows.mean(axis=0))
        kept.append(row)
    return _labelled(rows, kept)


def sound_features(folder: Path, seed: int) -> tuple[Labelled, Labelled]:
    """EMOPIA's clips as sound, and weakly labelled scores as sound.

    By the program's own synthesiser: the clips by one instrument each, drawn by lot, the scores
    by their own; brighter and darker, louder and softer, as recordings differ.
    """
    rng = np.random.default_rng(seed)
    clips = [
        (path, row)
        for path, row in read_emopia(folder)
        if row["split_song_level"] != "train" or rng.random() < LEARNED_SHARE
    ]
    rows, kept = [], []
    for i in with_progress(range(len(clips)), "EMOPIA's sound", len(clips)):
        path, row = clips[i]
        heard = _heard(read_song(path), rng, int(rng.choice(SOUNDING_PROGRAMS)))
        if heard is not None:
            rows.append(heard)
            kept.append(row)
    return _labelled(rows, kept), _weak_sounds(folder, rng)


def _weak_sounds(folder: Path, rng: np.random.Generator) -> Labelled:
    listed = _weak_rows(folder)
    chosen = [listed[int(i)] for i in rng.permutation(len(listed))[:WEAK_SOUNDS]]
    rows, kept = [], []
    for i in with_progress(range(len(chosen)), "sound of scores", len(chosen)):
        heard = _heard(read_song(folder / chosen[i]["file"]), rng, None)
        if heard is not None:
            rows.append(heard)
            kept.append(chosen[i])
    return _weakly(rows, kept)


def heard_of(score: SongScore) -> HeardMusic:
    """What a score sounds like, by its own programs, neither coloured nor made louder by lot."""
    blocks = islice(sounding(score, None), int(HEARD_S * _SOUND_RATE / _BLOCK))
    return hear(_coloured(blocks, 0.0, float(10 ** (LEVEL_DB / 20))))


def _heard(score: SongScore, rng: np.random.Generator, program: int | None) -> FloatArray | None:
    """Features of the first half minute as a recording may sound; None for silence."""
    tilt = float(rng.uniform(-0.5, 0.5))
    gain = float(10 ** ((LEVEL_DB + LEVEL_SD_DB * rng.normal()) / 20))
    blocks = islice(sounding(score, program), int(HEARD_S * _SOUND_RATE / _BLOCK))
    try:
        return np.array(hear(_coloured(blocks, tilt, gain)).features)
    except InvalidInput:
        return None


def _labelled(rows: list[FloatArray], kept: list[dict[str, str]]) -> Labelled:
    return Labelled(
        np.array(rows),
        np.array([float(int(row["valence"]) > 0) for row in kept]),
        np.array([float(int(row["arousal"]) > 0) for row in kept]),
        np.array([row["song"] for row in kept]),
        np.array([row["split_song_level"] != "train" for row in kept]),
    )


def weak_features(folder: Path) -> Labelled:
    """Scores whose weak labels are marked confident, with those probabilities."""
    listed = _weak_rows(folder)
    rows, kept = [], []
    for i in with_progress(range(len(listed)), "scores", len(listed)):
        try:
            windows, _ = score_rows(read_song(folder / listed[i]["file"]))
        except InvalidInput:
            continue
        rows.append(windows.mean(axis=0))
        kept.append(listed[i])
    return _weakly(rows, kept)


def _weak_rows(folder: Path) -> list[dict[str, str]]:
    table = folder / "song_library_weak.csv"
    with table.open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if row["file"].startswith(WEAK_SETS)
            and row["confident"] == "True"
            and row["tempo_trusted"] == "True"
        ]


def _weakly(rows: list[FloatArray], kept: list[dict[str, str]]) -> Labelled:
    return Labelled(
        np.array(rows),
        np.array([float(row["p_valence_pos"]) for row in kept]),
        np.array([float(row["p_arousal_high"]) for row in kept]),
        np.array([row["file"] for row in kept]),
        np.zeros(len(kept), bool),
    )


def sounding(score: SongScore, program: int | None) -> Iterator[StereoBlock]:
    """The pitched parts of a score at `HEARD_RATE`, by one program or each by its own."""
    synthesiser = Synthesiser(_SOUND_RATE)
    notes = [n for n in score.notes if n.part is not Part.DRUMS]
    times = seconds_of(score, np.array([[n.onset, n.onset + n.duration] for n in notes]))
    events = [(start, 1, i) for i, (start, _) in enumerate(times.tolist())]
    events += [(max(end, start + 0.02), 0, i) for i, (start, end) in enumerate(times.tolist())]
    events.sort()
    voices = {}
    out = np.zeros((_BLOCK, 2), np.float32)
    at, last = 0, int((events[-1][0] + _TAIL_S) * _SOUND_RATE)
    pending = iter([*events, (np.inf, 0, -1)])
    event = next(pending)
    while at < last:
        while event[0] * _SOUND_RATE <= at:
            note = notes[event[2]]
            if event[1]:
                voices[event[2]] = synthesiser.note_on(
                    note.part,
                    note.program if program is None else program,
                    note.pitch,
                    note.velocity,
                )
            else:
                synthesiser.note_off(voices.pop(event[2]))
            event = next(pending)
        synthesiser.render(out)
        at += _BLOCK
        yield ((out[0::2] + out[1::2]) / 2).astype(np.float32)


def _coloured(blocks: Iterable[StereoBlock], tilt: float, gain: float) -> Iterator[StereoBlock]:
    """Darker (positive) or brighter (negative): one tap of filter, as rooms and mixes differ."""
    before = np.zeros((1, 2), np.float32)
    for block in blocks:
        delayed = np.concatenate([before, block[:-1]])
        before = block[-1:]
        yield (gain * (block + tilt * delayed)).astype(np.float32)
