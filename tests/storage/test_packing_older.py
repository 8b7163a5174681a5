"""Chunks that the release before folded signs (schema 0004) wrote are read as they were."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace

from emotune_gui.domain.face import FaceState
from emotune_gui.storage.packing_notes import pack_played, unpack_played
from emotune_gui.storage.packing_samples import Sample, joined, pack, unpack, with_versions_moved
from tests.storage import records
from tests.storage.test_sealing import same

SECOND_FORMAT = (
    "Nh5EZeAEGAFAAAA9iM7P+z0cFWuEWeJAdYHGXm/x3kFDFvZvM8I8j6XjRecZdLswJpqQbbVxwTH1rnYrho139NqiNnHJ"
    "XZ9aO1NYq/5MWXnjQaDSJSthd/KNd+LsytX/bfwH26+h/FCol3LHMzsnh7ISe8eQIqa2/EFlgArnzLthZDqA9PAl+dH+"
    "BH+a0z3kynw4auoIDEv0haypWwFrkj2idqT4itC+kDKK3wNae1y525bp3d0snz9EyHdwAiNtBEISvTKvPblsF2nNKtJz"
    "Q7zQbDxE52KZOpRdC0E75qzFpvlOTWRXF0vUZ6itdVG+b9lgVj//7VydAe4cbYFKbHDLB6y/1dahn2fdXLKnfmUFoUOz"
    "f1NYrVna+hsd03vl39Hg43xKAV4LZMaZAgrmOZTXHIrmc9+0tdTk1KdrpguSr5SVe+gJms0PeQA="
)
OLD_PLAYED = "ffkPVOAAcQAeAAADgDm5BVnMF0sk1+TR/CdErVBEfFBu4qda/cadeS8A"


def told() -> list[Sample]:
    samples = []
    for k in range(6):
        state = FaceState.NO_FACE if k == 3 else FaceState.FACE
        seen = records.estimate(k, state, notes=("dark",) if k % 2 else ())
        if k > 1:
            seen = replace(seen, voice=records.heard(k), voice_weight=0.25)
        samples.append(Sample(k / 10, replace(seen, neutral_version=3 if k > 2 else None)))
    return samples


def test_samples_of_the_second_format_are_read_joined_and_renumbered() -> None:
    old, new = b64decode(SECOND_FORMAT), pack(told())
    assert old != new
    assert same(unpack([old]), unpack([new]))
    assert same(unpack([joined([old, new])]), unpack([new, new]))
    assert same(unpack([with_versions_moved(old, 2, 1)]), unpack([with_versions_moved(new, 2, 1)]))


def test_realised_notes_of_the_older_form_are_read() -> None:
    notes = [records.played(k // 3, k / 4) for k in range(7)]
    assert b64decode(OLD_PLAYED) != pack_played(notes)
    assert unpack_played(b64decode(OLD_PLAYED)) == unpack_played(pack_played(notes))


def test_more_notes_than_the_older_form_could_count_go_into_one_chunk() -> None:
    notes = [records.played(k // 9, k / 8) for k in range(70_000)]
    assert unpack_played(pack_played(notes)) == notes
