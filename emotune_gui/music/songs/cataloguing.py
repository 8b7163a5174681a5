"""From files to rows of the library: one file, or a folder with a table of labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.song import SongInfo, SongKind, SongScore
from emotune_gui.music.songs.decoding import AUDIO_SUFFIXES, audio_seconds, decoded
from emotune_gui.music.songs.hearing import HEARD_RATE, HeardMusic, hear
from emotune_gui.music.songs.importing import read_song, song_id
from emotune_gui.music.songs.keys import Key
from emotune_gui.music.songs.labelling import SongLabel, SongLabeller
from emotune_gui.music.songs.labels_file import NOTHING_SAID, SaidOfSong, key_of, read_labels
from emotune_gui.music.songs.timing import duration_s, mean_tempo

MIDI_SUFFIXES = (".mid", ".midi", ".kar", ".rmi")
OWN_LICENCE = "Brought by the therapist"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: a song, a problem, or a song with a remark."""

    file: str
    song: SongInfo | None
    problem: str = ""
    """One sentence; empty when all went well."""
    known: bool = False
    """The library had the song before; it stands here as the table now says it is."""


def catalogue(path: Path, labeller: SongLabeller, said: SaidOfSong = NOTHING_SAID) -> SongInfo:
    """Read a MIDI or audio file and say what it is; what `said` tells goes before guesses.

    Raises InvalidInput, in one sentence, when it cannot be read as music.
    """
    kind = kind_of(path)
    if kind is SongKind.SCORE:
        return _of_score(path, read_song(path), labeller, said)
    heard = hear(decoded(path, HEARD_RATE))
    return _of_sound(path, heard, labeller.label_heard(heard), said)


def kind_of(path: Path) -> SongKind:
    """By the suffix; raises InvalidInput for files that are no songs."""
    suffix = path.suffix.lower()
    if suffix in MIDI_SUFFIXES:
        return SongKind.SCORE
    if suffix in AUDIO_SUFFIXES:
        return SongKind.AUDIO
    raise InvalidInput(f"{path.name} is no song; choose MIDI, WAV, FLAC, OGG or MP3.")


def song_files(folder: Path) -> tuple[Path, ...]:
    """Every file in a folder and those below it that calls itself a song, by name.

    Raises InvalidInput when there is no such folder.
    """
    if not folder.is_dir():
        raise InvalidInput(f"{folder} is no folder; choose the folder with the songs.")
    suffixes = (*MIDI_SUFFIXES, *AUDIO_SUFFIXES)
    return tuple(
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in suffixes and path.is_file()
    )


def import_folder(
    folder: Path,
    labeller: SongLabeller,
    labels: Path | None = None,
    known: Mapping[str, SongInfo] | None = None,
) -> Iterator[Imported]:
    """Every song in a folder and those below it, in order of their names.

    Goes on after a file that cannot be read, saying why; says which rows of the table have no
    file and which songs are there twice. What is `known` (by id) is not read again, only told
    what the table says. Raises InvalidInput when the folder or the table cannot be read at all.
    """
    paths = song_files(folder)
    said = {} if labels is None else read_labels(labels)
    met: dict[str, str] = {}
    used: set[str] = set()
    for path in paths:
        name = path.relative_to(folder).as_posix()
        used |= {key_of(name), key_of(path.name)}
        row = said.get(key_of(name), said.get(key_of(path.name), NOTHING_SAID))
        yield _imported(path, name, labeller, row, met, known or {})
    for missing in sorted(set(said) - used):
        yield Imported(missing, None, f"{missing} is in the table but not in the folder.")


def import_file(
    path: Path,
    labeller: SongLabeller,
    said: SaidOfSong = NOTHING_SAID,
    known: Mapping[str, SongInfo] | None = None,
) -> Imported:
    """One file; what is wrong with it is said, not raised. `known` as in `import_folder`."""
    return _imported(path, path.name, labeller, said, {}, known or {})


def _imported(
    path: Path,
    name: str,
    labeller: SongLabeller,
    said: SaidOfSong,
    met: dict[str, str],
    known: Mapping[str, SongInfo],
) -> Imported:
    """The label of a row that cannot be used is told with the file's name."""
    remark = f"{name}: {said.problem}" if said.problem else ""
    try:
        kind_of(path)
        before = known.get(song_id(path))
        song = catalogue(path, labeller, said) if before is None else _retold(before, said)
    except EmoTuneError as error:
        return Imported(name, None, str(error))
    if song.id in met:
        return Imported(name, None, f"{name} is the same song as {met[song.id]}.")
    met[song.id] = name
    return Imported(name, song, remark, before is not None)


def _retold(song: SongInfo, said: SaidOfSong) -> SongInfo:
    """A song of the library with what a table says of it."""
    affect = said.affect or song.affect
    return replace(
        song,
        title=said.title or song.title,
        composer=said.composer or song.composer,
        genre=said.genre or song.genre,
        licence=said.licence or song.licence,
        affect=affect,
        automatic=song.automatic and said.affect is None,
    )


def _of_score(path: Path, score: SongScore, labeller: SongLabeller, said: SaidOfSong) -> SongInfo:
    affect, automatic = said.affect, False
    if affect is None:
        affect, automatic = _guess(score, labeller), True
    return _info(
        path, said, SongKind.SCORE, affect, automatic, mean_tempo(score), score, duration_s(score)
    )


def _guess(score: SongScore, labeller: SongLabeller) -> Affect:
    """Drums alone and a handful of notes say nothing: the middle."""
    try:
        return labeller.label_score(score).affect
    except InvalidInput:
        return Affect(0.0, 0.0)


def _of_sound(path: Path, heard: HeardMusic, label: SongLabel, said: SaidOfSong) -> SongInfo:
    duration = max(audio_seconds(path), heard.duration_s)
    affect = said.affect or label.affect
    automatic = said.affect is None
    tempo, key = heard.tempo_bpm, heard.key
    return _info(path, said, SongKind.AUDIO, affect, automatic, tempo, key, duration)


def _info(
    path: Path,
    said: SaidOfSong,
    kind: SongKind,
    affect: Affect,
    automatic: bool,
    tempo_bpm: float,
    key: SongScore | Key,
    duration: float,
) -> SongInfo:
    return SongInfo(
        id=song_id(path),
        title=said.title or path.stem.replace("_", " ").strip() or path.name,
        composer=said.composer,
        genre=said.genre,
        licence=said.licence or OWN_LICENCE,
        source=str(path),
        path=path,
        kind=kind,
        affect=affect,
        automatic=automatic,
        tempo_bpm=tempo_bpm,
        tonic=key.tonic,
        mode=key.mode,
        duration_s=duration,
    )
