"""Which song to play next: for what the client feels, what the therapist plans, what was played."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import exp, log2
from random import Random
from typing import NamedTuple

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Mode
from emotune_gui.domain.session import Strategy
from emotune_gui.domain.song import NO_MEMORY, SongEmotion, SongInfo, SongMemory
from emotune_gui.music.strategy import contrast

LEAD_STEP = 0.28
"""How far one song leads: practitioners' playlists make 0.2 to 0.35 a song
(MUSIC_EMOTION.md, section 3)."""
WIDTH = 0.35
"""Distance at which a song serves its purpose only 0.6 as well as the best."""
BEHIND = 0.5
"""What is lost for each unit that a leading song lies farther from the target than the client."""
TEMPO_WEIGHT, KEY_WEIGHT = 0.1, 0.08
GUESS_COST, COMPOSER_COST = 0.05, 0.03
SKIP_COST, MOST_SKIPS = 0.12, 3
"""What each skip in an earlier session costs: two weigh as much as a label 0.25 farther away."""
LIKED_WORTH = 0.25
"""What a song that ratings found wholly better than the usual gains: as much as two skips cost."""
RECENT_COST = 0.06
"""Of a song of the last session: enough that another as good goes before it."""
CHANCE = 0.02
"""Songs nearer than this in score may come in any order, by the seed."""
SMOOTH_OCTAVES = 0.12
"""Tempi this close (8 %) make one crossfade at the bar."""
NEAR_KEYS = 1


class Recommendation(NamedTuple):
    song: SongInfo
    score: float
    """0-1, about; only the order means something."""
    reasons: tuple[str, ...]
    """Plain sentences, the most important first."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    place: Affect
    now: Affect
    strategy: Strategy
    target: Affect
    before: SongInfo | None
    memory: SongMemory


def recommend(
    songs: Sequence[SongInfo],
    now: Affect,
    strategy: Strategy,
    target: Affect,
    history: Sequence[str] = (),
    bans: Collection[str] = (),
    n: int = 1,
    seed: int = 0,
    memory: SongMemory = NO_MEMORY,
) -> list[Recommendation]:
    """The `n` songs that serve best now, best first; the same arguments give the same songs.

    `now` is what the client seems to feel, `target` where LEAD goes and HOLD stays; `history`
    are the ids played in this session, oldest first, `bans` those never to be played for this
    client, `memory` what earlier sessions of the client say. A song is repeated only when all
    others are played or banned, the longest unheard first. Empty when everything is banned.
    """
    allowed = [song for song in songs if song.id not in bans]
    last_heard = {song_id: place for place, song_id in enumerate(history)}
    before = _latest(songs, history)
    wanted = _Wanted(wanted_place(now, strategy, target), now, strategy, target, before, memory)
    fresh = [song for song in allowed if song.id not in last_heard]
    chance = Random(seed)
    shuffled = sorted(fresh, key=lambda song: song.id)
    chance.shuffle(shuffled)
    drawn = {song.id: CHANCE * place / len(shuffled) for place, song in enumerate(shuffled)}
    scored = [(_score(song, wanted), song) for song in fresh]
    scored.sort(key=lambda pair: (-(pair[0] + drawn[pair[1].id]), pair[1].id))
    found = [Recommendation(song, score, _reasons(song, wanted)) for score, song in scored[:n]]
    played = sorted((s for s in allowed if s.id in last_heard), key=lambda s: last_heard[s.id])
    for song in played[: max(0, n - len(found))]:
        again = ("Every other song has been played or is banned; this one longest ago.",)
        found.append(Recommendation(song, _score(song, wanted), again + _reasons(song, wanted)))
    return found


def wanted_place(now: Affect, strategy: Strategy, target: Affect) -> Affect:
    """Where in the plane the next song should lie.

    MATCH where the client is; LEAD one step of `LEAD_STEP` from there toward the target (iso
    principle); CONTRAST the opposite side, moderately; HOLD the target.
    """
    if strategy is Strategy.LEAD:
        return now.stepped(target, LEAD_STEP)
    if strategy is Strategy.CONTRAST:
        return contrast(now)
    return target if strategy is Strategy.HOLD else now


def _latest(songs: Sequence[SongInfo], history: Sequence[str]) -> SongInfo | None:
    known = {song.id: song for song in songs}
    return next((known[song_id] for song_id in reversed(history) if song_id in known), None)


def _score(song: SongInfo, wanted: _Wanted) -> float:
    distance = song.affect.distance(wanted.place)
    score = exp(-0.5 * (distance / WIDTH) ** 2)
    # Far from everything the bell is flat: the nearest must still come first.
    score -= 0.05 * distance
    if wanted.strategy is Strategy.LEAD:
        behind = song.affect.distance(wanted.target) - wanted.now.distance(wanted.target)
        score -= BEHIND * max(0.0, behind)
    if song.automatic:
        score -= GUESS_COST
    score += LIKED_WORTH * max(-1.0, min(1.0, wanted.memory.liked.get(song.id, 0.0)))
    score -= SKIP_COST * min(MOST_SKIPS, wanted.memory.skipped.get(song.id, 0))
    if song.id in wanted.memory.recent:
        score -= RECENT_COST
    if wanted.before is not None:
        score += TEMPO_WEIGHT * exp(-tempo_gap(song, wanted.before) / SMOOTH_OCTAVES)
        score += KEY_WEIGHT * exp(-key_gap(song, wanted.before) / 1.5)
        if song.composer and song.composer == wanted.before.composer:
            score -= COMPOSER_COST
    return score


def tempo_gap(song: SongInfo, other: SongInfo) -> float:
    """Octaves between two tempi, where twice or half as fast is no gap; 0 to 0.5."""
    octaves = log2(max(song.tempo_bpm, 1.0) / max(other.tempo_bpm, 1.0))
    return abs(octaves - round(octaves))


def key_gap(song: SongInfo, other: SongInfo) -> int:
    """Steps on the circle of fifths between two keys, relatives being one; 0 to 6."""
    steps = (_fifths(song) - _fifths(other)) % 12
    return min(steps, 12 - steps)


def _fifths(song: SongInfo) -> int:
    """Sharps of the key signature, modulo 12; a minor key has its relative's."""
    tonic = song.tonic + (3 if song.mode is Mode.AEOLIAN else 0)
    return (tonic * 7) % 12


def _reasons(song: SongInfo, wanted: _Wanted) -> tuple[str, ...]:
    reasons = [_purpose(song, wanted)]
    if wanted.before is not None:
        if tempo_gap(song, wanted.before) <= SMOOTH_OCTAVES:
            reasons.append("Its tempo goes with the song before, so the change is smooth.")
        if key_gap(song, wanted.before) <= NEAR_KEYS:
            reasons.append("Its key is close to that of the song before.")
    if song.id in wanted.memory.skipped:
        reasons.append("It was skipped in an earlier session, but serves better than the rest.")
    if song.automatic:
        reasons.append("Its label is the program's own guess.")
    return tuple(reasons)


_FEELING = {
    SongEmotion.HAPPY: "happy",
    SongEmotion.ANGRY: "tense",
    SongEmotion.SAD: "sad",
    SongEmotion.CALM: "calm",
}
_NEAR = 0.35


def _purpose(song: SongInfo, wanted: _Wanted) -> str:
    distance = song.affect.distance(wanted.place)
    feeling, goal = _FEELING[song.emotion], _FEELING[SongEmotion.of(wanted.target)]
    if distance > _NEAR:
        return f"A {feeling} song, and of those left the nearest to what is wanted now."
    if wanted.strategy is Strategy.LEAD:
        if wanted.now.distance(wanted.target) <= LEAD_STEP:
            return f"A {feeling} song at the goal of the plan."
        return f"A {feeling} song, one step from where the client is toward {goal}."
    if wanted.strategy is Strategy.CONTRAST:
        return f"A {feeling} song, moderately opposite to what the client seems to feel."
    if wanted.strategy is Strategy.HOLD:
        return f"A {feeling} song, close to what the plan holds."
    return f"A {feeling} song, close to what the client seems to feel."
