"""What was handed to a recorder, and the check that all of it is read back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.review import EstimateSeries, HeardBar, NoteText, SongPlayed
from emotune_gui.domain.scale import Moment, ScaleKind, ScaleReading
from emotune_gui.domain.session import Marker, Rating
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder
from tests.storage import records

LISTENED_FROM = 40
"""Samples before this one were made without a microphone and without a personal neutral."""


@dataclass
class Told:
    """What was handed to a recorder."""

    samples: list = field(default_factory=list)
    bars: list = field(default_factory=list)
    played: list = field(default_factory=list)
    markers: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    ratings: list = field(default_factory=list)
    scales: list = field(default_factory=list)
    songs: list = field(default_factory=list)

    def tell(self, recorder: Recorder, k: int) -> None:
        """The k-th tenth of a second of a plausible session."""
        t = k / 10
        state = FaceState.NO_FACE if k % 50 > 45 else FaceState.FACE
        estimate = records.estimate(k, state, notes=("dark",) if k % 7 == 0 else ())
        if k >= LISTENED_FROM:
            estimate = replace(
                estimate, voice=records.heard(k), voice_weight=0.25, neutral_version=3
            )
        recorder.estimate(t, estimate)
        self.samples.append((t, estimate))
        if k % 20 == 0:
            heard = HeardBar(t, records.bar(k // 20), 0.25, -0.5)
            recorder.bar(t, heard.bar, Affect(0.25, -0.5))
            self.bars.append(heard)
        for number in range(k % 3):
            self.played.append(records.played(k // 20, t + number / 50))
            recorder.played(self.played[-1])
        if k % 25 == 24:
            place = k // 50
            song = SongPlayed(
                place, f"{place:016x}", f"Wiegenlied {place} ♪", 5.0 * place, t, ("Calm.", "Near.")
            )
            del self.songs[place:]
            self.songs.append(replace(song, skipped=k % 50 == 49))
            recorder.song(self.songs[-1])
        if k % 30 == 29:
            self.markers.append(Marker(t, f"marker {k} ✓"))
            recorder.marker(self.markers[-1])
            self.notes.append(NoteText(t, f"note {k}\nsecond line 'quoted'"))
            recorder.note(t, self.notes[-1].text)
            self.ratings.append(Rating(t, k // 20, score=1 + k % 5, fits=k % 2 == 0))
            recorder.rating(self.ratings[-1])
            self.scales.append(ScaleReading(t, ScaleKind.SUDS, k % 11, Moment.TIMER))
            recorder.scale(self.scales[-1])

    def assert_stored(self, database: Database, session: int) -> None:
        timeline = database.sessions.timeline(session)
        series = timeline.estimates
        assert np.allclose(series.t, [t for t, _ in self.samples], atol=0.5e-3)
        assert series.state == tuple(e.state.value for _, e in self.samples)
        assert series.label == tuple(e.label.value if e.label else None for _, e in self.samples)
        shown = np.array([e.probabilities.values for _, e in self.samples]).reshape(-1, 8)
        assert np.allclose(series.probabilities, shown, atol=2e-3)
        assert np.allclose(series.valence, [e.affect.valence for _, e in self.samples], atol=1e-3)
        assert np.allclose(series.arousal, [e.affect.arousal for _, e in self.samples], atol=1e-3)
        assert np.allclose(series.confidence, [e.confidence for _, e in self.samples], atol=5e-3)
        self._assert_heard(series)
        assert timeline.bars == tuple(self.bars)
        assert timeline.markers == tuple(self.markers)
        assert timeline.notes == tuple(self.notes)
        assert timeline.ratings == tuple(self.ratings)
        assert timeline.scales == tuple(self.scales)
        assert timeline.songs == tuple(self.songs)
        assert len(timeline.played) == len(self.played)
        for got, given_ in zip(timeline.played, self.played, strict=True):
            assert (got.bar_id, got.part, got.pitch) == (given_.bar_id, given_.part, given_.pitch)
            assert abs(got.start_s - given_.start_s) < 1e-3
            assert abs(got.end_s - given_.end_s) < 1e-3
        rows = self.counts() | {"song_played": len(self.songs)}
        assert database.sessions.row_counts(session) == rows

    def _assert_heard(self, series: EstimateSeries) -> None:
        estimates = [e for _, e in self.samples]
        voices = [e.voice for e in estimates]
        if not any(voices):
            assert series.voice is None and series.voice_weight is None
            assert (series.voice_state, series.neutral_version) == ((), ())
            return
        blank = (np.nan,) * 8
        heard = [
            blank if v is None or v.probabilities is None else v.probabilities.values
            for v in voices
        ]
        assert np.allclose(series.voice, heard, atol=2e-3, equal_nan=True)
        assert np.allclose(series.voice_weight, [e.voice_weight for e in estimates], atol=5e-3)
        ages = [np.nan if e.voice is None else e.t - e.voice.heard_at for e in estimates]
        assert np.allclose(series.t - series.voice_heard_at, ages, atol=0.06, equal_nan=True)
        assert series.voice_state == tuple(v and v.state.value for v in voices)
        assert series.neutral_version == tuple(e.neutral_version for e in estimates)

    def counts(self) -> dict[str, int]:
        return {
            "emotion_sample": len(self.samples),
            "bar": len(self.bars),
            "played_note": len(self.played),
            "marker": len(self.markers),
            "note": len(self.notes),
            "rating": len(self.ratings),
            "scale_reading": len(self.scales),
        }
