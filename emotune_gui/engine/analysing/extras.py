"""What is made of a recording beside its table, where it was asked for."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from emotune_gui.capture.video import Film
from emotune_gui.engine.analysing.beholding import Seen
from emotune_gui.engine.analysing.tables import LANDMARK_COLUMNS, Table, landmark_cells
from emotune_gui.engine.analysing.tiers import OWN, RunningTier, write_eaf, write_textgrid
from emotune_gui.engine.analysing.values import AnalysisOptions, Kind, TierFormat

if TYPE_CHECKING:
    from emotune_gui.engine.analysing.music_beside import MusicBeside
    from emotune_gui.engine.analysing.overlaying import Overlay


MOST_AFTER_S = 1.0
"""How long the music goes on after the last row at most."""


class Extras:
    """Files in the folder `parts`, each named by its ending."""

    def __init__(
        self, parts: Path, options: AnalysisOptions, kind: Kind, film: Film | None
    ) -> None:
        self._parts, self._options, self._kind = parts, options, kind
        self._end_t = self._last_s = 0.0
        has_face = kind is not Kind.SOUND
        wanted = options.landmarks and has_face
        self._landmarks = Table(parts / ".landmarks.csv", LANDMARK_COLUMNS) if wanted else None
        self._tiers = _Tiers() if options.tiers else None
        self._music = self._open_music(0.0 if film is None else film.duration_s)
        self._overlay = self._open_overlay() if options.overlay and has_face else None

    def _open_music(self, duration_s: float) -> MusicBeside | None:
        if self._options.music is None or self._kind is Kind.PHOTO:
            return None
        # Only here: the synthesiser takes a while to load.
        from emotune_gui.engine.analysing.music_beside import MusicBeside

        return MusicBeside(self._options.music, duration_s, self._parts)

    def _open_overlay(self) -> Overlay:
        from emotune_gui.engine.analysing.overlaying import Overlay

        return Overlay(self._parts, self._kind)

    def add(self, seen: Seen) -> None:
        if self._landmarks is not None:
            self._landmarks.add(landmark_cells(seen))
        if self._tiers is not None:
            self._tiers.add(seen)
        # On the session's time: a hole of hours in the timestamps is not played through.
        self._end_t, self._last_s = seen.estimate.t, seen.position_s
        if self._music is not None:
            self._music.until(self._end_t, seen.estimate)
        if self._overlay is not None:
            self._overlay.add(seen)

    def finish(self, recording: Path, end_s: float) -> None:
        """The recording has ended; `close` follows whatever happens here."""
        end_t = self._end_t + min(MOST_AFTER_S, max(0.0, end_s - self._last_s))
        if self._tiers is not None:
            self._tiers.write(self._parts, self._options.tiers, recording, end_s)
        music = None
        if self._music is not None:
            music = self._music.finish(end_t)
        if self._overlay is not None:
            self._overlay.finish(music or recording)

    def close(self) -> None:
        with ExitStack() as closing:
            # On a full disk each may fail; none may stay open for that.
            for part in (self._landmarks, self._music, self._overlay):
                if part is not None:
                    closing.callback(part.close)


class _Tiers:
    def __init__(self) -> None:
        self._emotion = RunningTier(f"{OWN} emotion")
        self._face = RunningTier(f"{OWN} face")
        self._voice = RunningTier(f"{OWN} voice")

    def add(self, seen: Seen) -> None:
        t, estimate = seen.position_s, seen.estimate
        self._emotion.add(t, "" if estimate.label is None else estimate.label.value)
        self._face.add(t, "" if seen.reading is None else estimate.state.value)
        self._voice.add(t, "" if estimate.voice is None else estimate.voice.state.value)

    def write(
        self, parts: Path, formats: tuple[TierFormat, ...], recording: Path, end_s: float
    ) -> None:
        tiers = [t.tier(end_s) for t in (self._emotion, self._face, self._voice)]
        tiers = [tier for tier in tiers if tier.intervals] or tiers[:1]
        if TierFormat.EAF in formats:
            write_eaf(parts / ".eaf", tiers, recording.name)
        if TierFormat.TEXTGRID in formats:
            write_textgrid(parts / ".TextGrid", tiers, end_s)
