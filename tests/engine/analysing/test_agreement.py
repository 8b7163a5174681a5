"""Annotations read and written, and the agreement of two raters."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.analysing.agreement import Comparison, figures
from emotune_gui.engine.analysing.labels import emotion_of, labels_of, read_labels
from emotune_gui.engine.analysing.tiers import (
    Interval,
    RunningTier,
    Tier,
    read_tiers,
    write_eaf,
    write_textgrid,
)

TIER = Tier(
    "Emotion",
    (Interval(0.0, 1.5, 'sad "really"'), Interval(2.0, 2.25, "fröhlich & <b>")),
)


@pytest.mark.parametrize("ending", [".eaf", ".TextGrid"])
def test_tiers_come_back_as_they_were_written(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"t{ending}"
    if ending == ".eaf":
        write_eaf(path, [TIER, Tier("empty", ())], "t.mp4")
    else:
        write_textgrid(path, [TIER, Tier("empty", ())], 3.0)
    assert read_tiers(path) == (TIER, Tier("empty", ()))


def test_an_eaf_is_one_that_other_readers_take(tmp_path: Path) -> None:
    path = tmp_path / "t.eaf"
    voice = Tier("voice", (Interval(0.5, 1.0, "speech"), Interval(1.0, 3.0, "silence")))
    write_eaf(path, [TIER, voice], "a\udce9 b\n\x01.mp4")
    root = ElementTree.parse(path).getroot()
    assert "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation" in root.attrib
    media = root.find("HEADER/MEDIA_DESCRIPTOR")
    assert media is not None
    assert media.attrib["MEDIA_URL"] == "a%E9%20b%0A%01.mp4"
    assert media.attrib["RELATIVE_MEDIA_URL"] == "./a%E9%20b%0A%01.mp4"
    times = [int(slot.attrib["TIME_VALUE"]) for slot in root.iter("TIME_SLOT")]
    assert times == sorted(times) and len(times) == 8
    assert read_tiers(path) == (TIER, voice)


def test_praats_short_form_and_utf16(tmp_path: Path) -> None:
    text = (
        'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n2\n<exists>\n2\n'
        '"IntervalTier"\n"feeling 1"\n0\n2\n2\n0\n1\n"happy"\n1\n2\n""\n'
        '"TextTier"\n"points"\n0\n2\n1\n0.5\n"x"\n'
    )
    (tmp_path / "s.TextGrid").write_bytes(text.encode("utf-16"))
    tiers = read_tiers(tmp_path / "s.TextGrid")
    assert tiers == (Tier("feeling 1", (Interval(0.0, 1.0, "happy"),)), Tier("points", ()))


@pytest.mark.parametrize(
    "content", [b"", b"<a", b'"ooTextFile" "TextGrid" 0 1 <exists> 4', b"\xff"]
)
@pytest.mark.parametrize("ending", [".eaf", ".TextGrid"])
def test_damaged_annotations_are_refused(tmp_path: Path, content: bytes, ending: str) -> None:
    (tmp_path / f"d{ending}").write_bytes(content)
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_tiers(tmp_path / f"d{ending}")


def test_labels_beside_a_recording(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    assert labels_of(film, None) is None
    tier = Tier("rater", (Interval(0.0, 1.0, " Happy "), Interval(1.0, 2.0, "who knows")))
    own = Tier("EmoTune emotion", (Interval(0.0, 9.0, "sadness"),))
    write_eaf(tmp_path / "film.eaf", [own, tier], "")
    found = labels_of(film, None)
    assert found is not None and found.tier == "rater" and found.unknown == ("who knows",)
    assert found.intervals == ((0.0, 1.0, Emotion.HAPPINESS),)
    write_eaf(tmp_path / "film.eaf", [own], "")
    assert labels_of(film, None) is None


def test_a_damaged_sidecar_is_told_and_a_damaged_named_file_refused(tmp_path: Path) -> None:
    (tmp_path / "film.eaf").write_text("<")
    found = labels_of(tmp_path / "film.mp4", None)
    assert found is not None and "cannot be read" in found.problem
    assert Comparison(found).told() == {"labels": "film.eaf", "problem": found.problem}
    with pytest.raises(InvalidInput):
        read_labels(tmp_path / "film.eaf")


def test_each_moment_is_compared_with_the_interval_it_lies_in(tmp_path: Path) -> None:
    tier = Tier("e", (Interval(0.0, 1.0, "sad"), Interval(1.0, 2.0, "happy")))
    write_textgrid(tmp_path / "f.TextGrid", [tier], 3.0)
    comparison = Comparison(read_labels(tmp_path / "f.TextGrid"))
    for t, label in ((0.5, "sadness"), (1.0, "sadness"), (1.5, "happiness"), (1.9, None)):
        comparison.add(t, None if label is None else Emotion(label))
    comparison.add(2.5, Emotion.ANGER)
    told = comparison.told()
    assert told is not None
    assert (told["moments"], told["unanswered"], told["agreement"]) == (3, 1, 0.66667)
    assert told["confusion"]["happiness"] == {
        e.value: {"sadness": 1, "happiness": 1}.get(e.value, 0) for e in EMOTIONS
    }


@given(
    st.lists(
        st.tuples(st.sampled_from(EMOTIONS), st.sampled_from(EMOTIONS)), min_size=1, max_size=60
    )
)
def test_kappa_is_the_one_that_others_compute(pairs: list[tuple[Emotion, Emotion]]) -> None:
    from sklearn.metrics import cohen_kappa_score

    confusion = {p.value: {e.value: pairs.count((p, e)) for e in EMOTIONS} for p in EMOTIONS}
    told = figures(confusion)["kappa"]
    if len({e for pair in pairs for e in pair}) == 1:
        assert told is None
    else:
        expected = cohen_kappa_score([p for p, _ in pairs], [e for _, e in pairs])
        assert told == pytest.approx(expected, abs=1e-5)


def test_no_moments_have_no_kappa() -> None:
    empty = {p.value: {e.value: 0 for e in EMOTIONS} for p in EMOTIONS}
    assert figures(empty) == {"moments": 0, "agreement": None, "kappa": None}


@given(st.lists(st.sampled_from(["", "a", "b"]), min_size=1, max_size=30))
def test_a_running_tier_covers_exactly_what_was_said(texts: list[str]) -> None:
    running = RunningTier("t")
    for t, text in enumerate(texts):
        running.add(float(t), text)
    tier = running.tier(float(len(texts)))
    assert all(
        a.end_s <= b.start_s for a, b in zip(tier.intervals, tier.intervals[1:], strict=False)
    )
    said = [
        next((i.text for i in tier.intervals if i.start_s <= t < i.end_s), "")
        for t in range(len(texts))
    ]
    assert said == texts


def test_words_of_emotion() -> None:
    assert emotion_of("ANGRY ") is Emotion.ANGER and emotion_of("bored") is None
