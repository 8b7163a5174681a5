"""A shelf of made-up songs, and what a session asks of the music."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Mode, MusicParameters
from emotune_gui.domain.session import Plan, Strategy
from emotune_gui.domain.song import SongInfo, SongKind
from emotune_gui.music import mapping
from emotune_gui.music.programme import Programme, Wishes
from emotune_gui.music.songs.repertoire import Repertoire
from tests.music.songs import making

SONGS = Plan(composer="songs", strategy=Strategy.MATCH, seed=5)


class Shelf:
    """Songs by title, each of a few bars in 4/4 at 120."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.songs: list[SongInfo] = []
        self.told: list[str] = []

    def put(self, title: str, affect: Affect, bars: int = 16, **changed: object) -> SongInfo:
        head = [(0.0, making.tempo(120)), (0.0, making.metre(4, 4))]
        tune = making.track(making.scale(60, 4 * bars), before=head)
        ground = [(4.0 * k, 3.9, 36 + k % 2, 70) for k in range(bars)]
        path = making.midi(
            self.folder / f"{title}.mid", tune, making.track(ground, channel=1, program=32)
        )
        song = SongInfo(
            id=title.lower().ljust(16, "0"),
            title=title,
            composer="",
            genre="",
            licence="",
            source="",
            path=path,
            kind=SongKind.SCORE,
            affect=affect,
            automatic=False,
            tempo_bpm=120.0,
            tonic=0,
            mode=Mode.IONIAN,
            duration_s=2.0 * bars,
        )
        self.songs.append(replace(song, **changed))
        return self.songs[-1]

    def repertoire(self, plan: Plan, bans: frozenset[str] = frozenset()) -> Repertoire:
        return Repertoire(lambda: self.songs, plan, bans, self.told.append)

    def programme(
        self, plan: Plan, bans: frozenset[str] = frozenset()
    ) -> tuple[Programme, Wishes, Repertoire]:
        wishes, repertoire = Wishes(plan.composer), self.repertoire(plan, bans)
        return Programme(plan, wishes, repertoire, on_notice=self.told.append), wishes, repertoire


def asked(target: Affect = Affect(0.0, 0.0), plan: Plan = SONGS) -> MusicParameters:
    return mapping.apply(target, CLINICAL_MAPPING, plan=plan, instrumentation=plan.instrumentation)
