from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.music.composing.motif import RHYTHMS, Change, Motif, invented

motifs = st.integers(0, 5000).map(lambda seed: invented(Random(seed)))
metres = st.sampled_from((3, 4))


@given(motifs, metres, st.integers(1, 20))
def test_a_motif_has_as_many_notes_as_asked_in_order(motif, beats, notes) -> None:
    points = motif.points(beats, notes)
    onsets = [onset for onset, _ in points]
    assert onsets == sorted(set(onsets))
    assert len(points) == min(notes, 4 * beats) or notes > 6
    assert all(0 <= onset < beats for onset in onsets)
    assert all(onset * 4 == int(onset * 4) for onset in onsets)


@given(motifs, metres, st.integers(2, 6))
def test_thinning_keeps_the_heights_of_what_stays(motif, beats, notes) -> None:
    full = dict(motif.points(beats, 6))
    thin = dict(motif.points(beats, notes))
    assert len(thin) == notes
    assert thin.items() <= full.items()


@given(motifs, metres)
def test_filling_keeps_every_note_of_the_motif(motif, beats) -> None:
    assert dict(motif.points(beats, 6)).items() <= dict(motif.points(beats, 9)).items()


@given(motifs)
def test_contours_start_at_zero_and_answer_leaps(motif) -> None:
    assert motif.contour[0] == 0
    steps = [b - a for a, b in pairwise(motif.contour)]
    for leap, after in pairwise(steps):
        if abs(leap) >= 3:
            assert after * leap <= 0


@given(motifs, st.integers(0, 99))
def test_inversion_and_reversal_are_their_own_inverses(motif, seed) -> None:
    random = Random(seed)
    for change in (Change.INVERTED, Change.BACKWARDS):
        turned = motif.changed(change, random)
        assert turned.changed(change, random).contour == tuple(
            step - motif.contour[0] for step in motif.contour
        )


@given(motifs, st.sampled_from(list(Change)), st.integers(0, 99), metres)
def test_a_changed_motif_can_still_be_played(motif, change, seed, beats) -> None:
    assert len(motif.changed(change, Random(seed)).points(beats, 5)) == 5


def test_a_new_tail_keeps_the_head() -> None:
    motif = Motif(0, (0, 1, 2, 1, 0, -1))
    assert motif.changed(Change.NEW_TAIL, Random(1)).contour[:3] == (0, 1, 2)


@pytest.mark.parametrize("beats", sorted(RHYTHMS))
def test_rhythms_fit_their_metre(beats) -> None:
    for rhythm in RHYTHMS[beats]:
        assert len(set(rhythm)) == 6
        assert all(0 <= onset < beats for onset in rhythm)
