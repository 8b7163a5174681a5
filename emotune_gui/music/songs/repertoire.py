"""The songs of one session: which comes next, and its notes read from the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from threading import Lock

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import NO_MEMORY, SongInfo, SongKind, SongMemory, SongScore
from emotune_gui.music.songs.audio_deck import AudioDeck, check_recording
from emotune_gui.music.songs.importing import read_song
from emotune_gui.music.songs.recommending import Recommendation, recommend

CLEARLY = 0.2
"""By so much in score another song must serve better for the present one to be left early: a
song whose label is about 0.25 nearer to what is wanted."""
CLIENT_AVERAGE_S = 8.0
"""Time constant of what the client is taken to feel: a song is not chosen for a moment."""
KEPT_SCORES = 8
"""Songs whose notes stay in memory; twins and a choice made again ask for the last few."""
CHOSEN_BY_HAND = "The therapist chose this song."


class Repertoire:
    """Chooses by what was played before, which the caller remembers.

    `observe` is for one thread, `ban` for any, the rest for the thread that composes.
    """

    def __init__(
        self,
        songs: Callable[[], Sequence[SongInfo]],
        plan: Plan,
        bans: Collection[str] = (),
        on_problem: Callable[[str], None] = lambda sentence: None,
        deck: AudioDeck | None = None,
        memory: SongMemory = NO_MEMORY,
    ) -> None:
        """`songs` is asked once, when the first is chosen, and may raise EmoTuneError;
        `on_problem` is told, in one sentence, why a song or all of them cannot be played.
        Recordings are chosen only with a `deck` that plays them; `memory` is of this client."""
        self.deck, self._memory = deck, memory
        self._list, self._plan, self._on_problem = songs, plan, on_problem
        self._songs: tuple[SongInfo, ...] | None = None
        self._bans = frozenset(bans)
        self._unreadable: frozenset[str] = frozenset()
        self._scores: dict[str, SongScore] = {}
        self._reading = Lock()
        self._now: tuple[Affect, float] | None = None

    def observe(self, client: Affect, t: float) -> None:
        """What the client seems to feel at the monotonic second `t`."""
        before = self._now
        if before is None:
            self._now = (client, t)
            return
        passed = max(0.0, t - before[1])
        share = passed / (passed + CLIENT_AVERAGE_S)
        self._now = (before[0].blended(client, share), t)

    @property
    def client(self) -> Affect:
        """What the client has seemed to feel lately; neutral before anything was known."""
        return NEUTRAL_AFFECT if self._now is None else self._now[0]

    def warm(self) -> None:
        """Load what the first choice needs, on any thread; a bar is not kept waiting then."""
        first = next(iter(self._allowed()), None)
        if first is not None:
            self._readable(first)

    def ban(self, song_id: str) -> None:
        """Never again in this session."""
        self._bans |= {song_id}

    def next(self, history: Sequence[str]) -> Recommendation | None:
        """The song to play after those of `history` (ids, oldest first), read from its file.

        None when every song is banned or cannot be read.
        """
        if not history and self._plan.song_id:
            wished = self._wished()
            if wished is not None:
                return Recommendation(wished, 1.0, (CHOSEN_BY_HAND,))
        while True:
            found = self._recommended(self._allowed(), history)
            if found is None or self._readable(found.song):
                return found

    def clearly_better(self, present: SongInfo, history: Sequence[str]) -> bool:
        """Whether another song now serves so much better that this one is to be left early."""
        others = [song for song in self._allowed() if song.id not in history]
        best = self._recommended(others, history)
        # Told to follow itself it has the same bonus for a smooth change as the others can get.
        stay = self._recommended([present], [present.id])
        return best is not None and stay is not None and best.score - stay.score > CLEARLY

    def score(self, song: SongInfo) -> SongScore:
        """Its notes, kept while in use; raises EmoTuneError for a file that cannot be read."""
        with self._reading:
            found = self._scores.pop(song.id, None) or read_song(song.path)
            self._scores[song.id] = found
            for oldest in list(self._scores)[:-KEPT_SCORES]:
                del self._scores[oldest]
            return found

    def _recommended(
        self, songs: Sequence[SongInfo], history: Sequence[str]
    ) -> Recommendation | None:
        plan = self._plan
        found = recommend(
            songs,
            self.client,
            plan.strategy,
            plan.target,
            history,
            seed=plan.seed + len(history),
            memory=self._memory,
        )
        return found[0] if found else None

    def _readable(self, song: SongInfo) -> bool:
        try:
            self._check(song)
        except EmoTuneError as error:
            self.leave_out(song, error)
            return False
        return True

    def _check(self, song: SongInfo) -> None:
        """Raises EmoTuneError when its file cannot be read."""
        if song.kind is SongKind.AUDIO:
            check_recording(song)
        else:
            self.score(song)

    def leave_out(self, song: SongInfo, error: EmoTuneError) -> None:
        """This one cannot be played in this session."""
        if song.id in self._unreadable:
            return
        self._unreadable |= {song.id}
        self._on_problem(f"{song.title} is left out. {error}")

    def _wished(self) -> SongInfo | None:
        try:
            return self._by_id(self._plan.song_id)
        except EmoTuneError as error:
            self._on_problem(str(error))
            return None

    def _by_id(self, song_id: str) -> SongInfo:
        """Raises InvalidInput when it is not there or cannot be played."""
        found = [song for song in self._all() if song.id.startswith(song_id)]
        if len(found) != 1:
            raise InvalidInput(
                f"The first song, {song_id}, is not in the library; another is played."
            )
        (song,) = found
        if song.kind is SongKind.AUDIO and self.deck is None:
            raise InvalidInput(
                f"{song.title} is a recording, which a MIDI instrument cannot play; another is "
                "played."
            )
        self._check(song)
        return song

    def _all(self) -> tuple[SongInfo, ...]:
        if self._songs is None:
            try:
                self._songs = tuple(self._list())
            except EmoTuneError as error:
                self._on_problem(str(error))
                self._songs = ()
        return self._songs

    def _allowed(self) -> list[SongInfo]:
        out = self._bans | self._unreadable
        playable = {SongKind.SCORE} if self.deck is None else {SongKind.SCORE, SongKind.AUDIO}
        return [s for s in self._all() if s.kind in playable and s.id not in out]
