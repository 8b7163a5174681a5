"""A jukebox that makes no sound, and writes down what it was asked for."""

from __future__ import annotations

from emotune_gui.domain.faults import SoundUnavailable
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import SongInfo


class FakeJukebox:
    """`seconds` are heard of each piece, one a call; `problem` is raised instead."""

    def __init__(self, seconds: int = 3, problem: str = "") -> None:
        self.seconds, self.problem = seconds, problem
        self.played: list[str] = []
        self.plans: list[Plan] = []

    def play_song(self, song: SongInfo, go_on) -> None:
        self.played.append(song.id)
        self._sound(go_on)

    def play_composer(self, plan: Plan, go_on) -> None:
        self.plans.append(plan)
        self._sound(go_on)

    def _sound(self, go_on) -> None:
        if self.problem:
            raise SoundUnavailable(self.problem)
        for second in range(self.seconds):
            if not go_on(float(second)):
                return
