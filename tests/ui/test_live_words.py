"""The words of the live page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Emotion, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.live import MusicState, SoundStatus, SourceState, SourceStatus
from emotune_gui.ui.presenters import live_words
from emotune_gui.ui.presenters.live_instruments import GENERAL_MIDI, instrument_name
from tests.ui.live_values import CAMERA, bar


def estimate(label=Emotion.SADNESS, confidence=0.6, state=FaceState.FACE, notes=()):
    values = EmotionProbabilities.normalised([1.0] * 8)
    return EmotionEstimate(
        1, 0.0, 0.0, 1, state, values, NEUTRAL_AFFECT, confidence, label, notes=notes
    )


def test_a_belief_is_a_feeling_and_a_doubt():
    said = live_words.belief(CAMERA, estimate(), FaceState.FACE)
    assert (said.headline, said.doubt) == ("sad", "fairly sure")


@pytest.mark.parametrize("emotion", list(Emotion))
def test_every_emotion_has_its_own_word(emotion):
    words = {live_words.feeling_word(e) for e in Emotion}
    assert len(words) == len(Emotion)
    assert live_words.feeling_word(emotion) in words


def test_reasons_are_said_once_and_in_plain_words():
    said = live_words.belief(CAMERA, estimate(), FaceState.FACE, ("dark", "turned", "dark"))
    assert said.reasons == "Too dark: turn on a light or face the window. Also: turned away."


@pytest.mark.parametrize("state", [s for s in FaceState if s is not FaceState.FACE])
def test_without_a_usable_face_no_emotion_is_claimed(state):
    said = live_words.belief(CAMERA, estimate(label=None, state=state), state)
    assert said.emotion is None
    assert said.headline not in {live_words.feeling_word(e) for e in Emotion}
    assert said.reasons


def test_an_old_label_is_not_believed_of_a_newer_empty_picture():
    said = live_words.belief(CAMERA, estimate(), FaceState.NO_FACE)
    assert said.emotion is None


@pytest.mark.parametrize("state", [s for s in SourceState if s is not SourceState.LIVE])
def test_a_source_that_is_not_live_leaves_nothing_to_believe(state):
    said = live_words.belief(SourceStatus("Camera 0", state, "Why."), estimate(), FaceState.FACE)
    assert said.emotion is None
    assert said.headline


@pytest.mark.parametrize(
    ("state", "title", "says"),
    [
        (FaceState.NO_FACE, "No face", ""),
        (FaceState.TOO_DARK, "Too dark", "light"),
        (FaceState.SEVERAL_FACES, "Several faces", "Choose"),
        (FaceState.UNCLEAR, "Face unclear", "well enough"),
    ],
)
def test_the_picture_says_why_nothing_is_read(state, title, says):
    head, sentence = live_words.picture_words(CAMERA, state, has_frame=True)
    assert head == title
    assert says in sentence


def test_an_unclear_face_says_what_would_help():
    head, sentence = live_words.picture_words(CAMERA, FaceState.UNCLEAR, ("small",), has_frame=True)
    assert (head, sentence) == ("Face unclear", "Too far away: move closer to the camera.")


def test_a_readable_face_needs_no_words_on_the_picture():
    said = live_words.picture_words(CAMERA, FaceState.FACE, ("dark",), has_frame=True)
    assert said == ("", "")


def test_a_lost_camera_is_said_with_its_message():
    lost = SourceStatus("Camera 0", SourceState.LOST, "Trying again.")
    assert live_words.picture_words(lost, FaceState.FACE, has_frame=True)[1] == "Trying again."
    assert live_words.source_status(lost).alarm


def test_silence_gives_its_reason():
    said = live_words.sound_status(SoundStatus("none", False, "No sound device."))
    assert (said.text, said.good) == ("No sound device.", False)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"faded": True, "held": True}, "Faded to silence"),
        ({"held": True}, "Held"),
        ({"easing": True}, "Easing: unsure"),
        ({}, "Following"),
    ],
)
def test_the_state_of_the_music_is_one_word(change, word):
    music = replace(MusicState(bar=bar(0)), **change)
    assert live_words.music_state_word(music) == word


def test_music_before_its_first_bar_is_beginning():
    assert live_words.music_state_word(MusicState()) == "Beginning"


def test_keys_and_places_are_named():
    assert live_words.key_words(bar(8)) == "D minor"
    assert live_words.place_words(bar(9)) == "Chord VI, bar 10, phrase bar 2"
    assert "closing the phrase" in live_words.place_words(bar(7))


def test_general_midi_is_whole():
    assert len(GENERAL_MIDI) == 128
    assert len(set(GENERAL_MIDI)) == 128
    assert [instrument_name(n) for n in (0, 40, 56, 73, 127)] == [
        "grand piano",
        "violin",
        "trumpet",
        "flute",
        "gunshot",
    ]
    assert instrument_name(200) == "200"


def test_a_personal_mapping_says_how_it_differs():
    music = MusicState(weights_version=3, weights_reason="Slower by 4 bpm.")
    assert live_words.mapping_words(music) == "Personal mapping, version 3. Slower by 4 bpm."
    assert "not yet personal" in live_words.mapping_words(MusicState())


@pytest.mark.parametrize(
    ("score", "fits", "words"),
    [
        (4, None, "Rated bar 12: 4"),
        (None, True, "Rated bar 12: fits"),
        (None, False, "Rated bar 12: does not fit"),
    ],
)
def test_a_rating_is_confirmed(score, fits, words):
    assert live_words.rated_words(bar(11), score, fits) == words
