"""What the live page says of the voice: words, weights, calm against flicker. No widgets shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import EMOTIONS, SHOWN_BY_DEFAULT, Emotion
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.live import SourceState, SourceStatus
from emotune_gui.domain.session import Purpose
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceEmotion, VoiceState
from emotune_gui.ui.plots.live import (
    DEAF,
    SILENT,
    SPEAKING,
    heard_row,
)
from emotune_gui.ui.presenters.levels import PEAK_FALLS_DB_S, PEAK_STAYS_S, PeakHold
from emotune_gui.ui.presenters.live_voice_words import (
    age_words,
    listens,
    microphone_status,
    reason_words,
    sides,
    told_from,
    voice_shown,
    voice_words,
)
from emotune_gui.ui.presenters.live_words import belief
from emotune_gui.ui.widgets.level_meter import FLOOR_DBFS, figure_words, share_of
from tests.ui.fake_live import FakeControl
from tests.ui.live_values import CAMERA, MICROPHONE, UNWILLING

LOST = replace(MICROPHONE, state=SourceState.LOST, message="The headset is gone.")


class Clock:
    t = 50.0

    def __call__(self) -> float:
        return self.t


@pytest.fixture
def control():
    made = FakeControl(Clock(), microphone=MICROPHONE)
    made.advance()
    return made


def said(control, notes=(), speaking=True):
    return voice_words(control.snapshot(), notes, control.now(), speaking=speaking)


def test_while_the_client_speaks_it_says_what_is_heard_and_how_surely(control):
    words = said(control)
    top = control.voice().probabilities.top
    assert (words.state, words.heard, words.speaking) == ("speaking", True, True)
    assert words.emotion is top
    assert words.opinion.endswith("fairly sure")
    assert (words.age, words.sentence) == ("now", "")


def test_an_opinion_carried_along_says_how_old_it_is(control):
    control.elapsed_s, control.voice_state = 109.0, VoiceState.SILENT
    words = said(control, speaking=False)
    assert words.state == "silent"
    assert words.age == "3 s ago"
    assert words.emotion is not None


def test_without_speech_nothing_is_claimed(control):
    control.heard, control.voice_state = False, VoiceState.SILENT
    words = said(control, speaking=False)
    assert (words.emotion, words.opinion, words.age) == (None, "", "")
    assert "Waiting for speech" in words.sentence


def test_muted_hides_level_and_opinion(control):
    control.muted = True
    words = said(control)
    assert (words.state, words.heard, words.emotion) == ("muted", False, None)


@pytest.mark.parametrize(
    ("state", "word", "alarm"),
    [
        (SourceState.OPENING, "opening", False),
        (SourceState.LOST, "lost, trying to reconnect", True),
        (SourceState.ENDED, "recording is over", False),
        (SourceState.UNAVAILABLE, "no microphone", True),
        (SourceState.NOT_CONSENTED, "not consented", False),
    ],
)
def test_a_microphone_that_is_not_live_says_why(control, state, word, alarm):
    control.microphone = SourceStatus("Headset", state, "More of it.")
    words = said(control)
    assert word in words.state
    assert not words.heard and words.emotion is None
    assert (words.sentence, words.alarm) == ("More of it.", alarm)


def test_no_microphone_at_all(control):
    control.microphone = None
    assert said(control).state == "microphone off"
    assert not listens(None)
    assert "not consented" in sides(control.snapshot()).face
    control.client = replace(control.client, consents=frozenset({Purpose.ANALYSE_VOICE}))
    assert "no microphone" in sides(control.snapshot()).face
    assert microphone_status(control.snapshot()) is None


@pytest.mark.parametrize("code", ["clipped", "music", "noisy", "faint", "short", "learning"])
def test_every_note_is_one_plain_sentence(code):
    words = reason_words([code])
    assert words.endswith(".") and words.count(".") == 1
    assert words != reason_words(["unknown"]) and "Also" not in words


def test_the_note_that_helps_most_goes_first_and_the_others_by_name():
    assert reason_words(["learning", "noisy", "clipped"]).startswith("Too loud")
    assert reason_words(["learning", "noisy"]).endswith("Also: new voice.")
    assert reason_words([]) == ""
    assert reason_words(["odd_code"]) == "Odd code."


@given(st.sets(st.sampled_from(EMOTIONS)))
def test_calm_is_always_among_the_voices_emotions_and_contempt_never(chosen):
    shown = voice_shown([e for e in EMOTIONS if e in chosen])
    assert VoiceEmotion.CALM in shown
    assert {e.value for e in shown} - {"calm"} == {e.value for e in chosen} - {"contempt"}
    assert len(set(shown)) == len(shown)


def test_all_eight_are_all_eight_of_the_voice():
    assert set(voice_shown(EMOTIONS)) == set(VOICE_EMOTIONS)
    assert [e.value for e in voice_shown(SHOWN_BY_DEFAULT)] == [
        "happiness",
        "sadness",
        "anger",
        "calm",
        "neutral",
    ]


def test_the_two_sides_share_a_hundred(control):
    for weight in (0.004, 0.125, 0.4, 0.996):
        control.voice_weight = weight
        shown = sides(control.snapshot())
        numbers = [int("".join(c for c in words if c.isdigit())) for words in (shown.face,)]
        assert shown.share == pytest.approx(1 - weight)
        assert numbers == [round(100 * (1 - weight))]
    assert sides(control.snapshot()).voice == "voice 100 %"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"microphone": UNWILLING}, "Voice: not consented to"),
        ({"muted": True}, "voice muted"),
        ({"microphone": LOST}, "voice lost"),
        ({"heard": False, "voice_state": VoiceState.SILENT}, "voice silent"),
        ({"heard": False, "face_state": FaceState.NO_FACE}, "Neither face nor voice"),
    ],
)
def test_why_the_voice_does_not_count_is_said(control, change, words):
    for name, value in change.items():
        setattr(control, name, value)
    assert words in sides(control.snapshot()).spoken


def test_the_belief_stands_on_the_voice_while_the_face_is_hidden(control):
    control.face_state = FaceState.NO_FACE
    estimate = control.snapshot().estimate
    by_voice = belief(CAMERA, estimate, FaceState.NO_FACE, by_voice=True)
    assert by_voice.emotion is estimate.label
    assert "voice alone" in by_voice.reasons
    assert told_from(estimate) == "voice"
    by_face = belief(CAMERA, estimate, FaceState.NO_FACE)
    assert by_face.emotion is None


def test_the_belief_stands_on_the_voice_while_the_camera_is_away(control):
    control.face_state = FaceState.NO_FACE
    gone = SourceStatus("Camera 0", SourceState.LOST, "Gone.")
    estimate = control.snapshot().estimate
    assert belief(gone, estimate, None, by_voice=True).emotion is estimate.label
    assert belief(gone, estimate, None).emotion is None


def test_what_an_estimate_was_told_from(control):
    both = control.snapshot().estimate
    assert told_from(both) == "face and voice"
    assert told_from(replace(both, voice_weight=0.0, face_weight=1.0)) == ""


def test_the_head_of_the_page_says_whether_the_voice_is_on(control):
    assert microphone_status(control.snapshot()).good
    control.muted = True
    assert microphone_status(control.snapshot()).text == "Voice muted"
    control.muted, control.microphone = False, LOST
    assert microphone_status(control.snapshot()).alarm
    control.microphone = UNWILLING
    assert microphone_status(control.snapshot()) is None


def test_age_is_told_in_whole_seconds():
    assert [age_words(s) for s in (0.0, 0.9, 1.2, 7.6)] == ["now", "now", "1 s ago", "8 s ago"]


@given(st.floats(-200, 20))
def test_the_meter_stays_on_its_scale(level):
    assert 0.0 <= share_of(level) <= 1.0
    assert figure_words(level).endswith(" dBFS")


def test_the_meter_has_a_floor_and_a_true_minus():
    assert figure_words(-23.4) == "−23 dBFS"
    assert figure_words(FLOOR_DBFS - 1) == "< −60 dBFS"
    assert (share_of(FLOOR_DBFS), share_of(0.0)) == (0.0, 1.0)


def test_the_peak_stands_then_falls_to_the_level():
    peak = PeakHold()
    assert peak.update(-10.0, 0.0) == -10.0
    assert peak.update(-40.0, PEAK_STAYS_S) == -10.0
    assert peak.update(-40.0, PEAK_STAYS_S + 0.5) == pytest.approx(-10.0 - 0.5 * PEAK_FALLS_DB_S)
    assert peak.update(-40.0, PEAK_STAYS_S + 10.0) == -40.0
    assert peak.update(-5.0, 20.0) == -5.0


def test_what_the_curves_keep_of_the_voice(control):
    assert heard_row(None)[2] == DEAF
    control.muted = True
    assert heard_row(control.voice())[2] == DEAF
    control.muted, control.voice_state = False, VoiceState.SPEAKING
    valence, arousal, state = heard_row(control.voice())
    assert state == SPEAKING and -1 <= valence <= 1 and -1 <= arousal <= 1
    control.heard, control.voice_state = False, VoiceState.SILENT
    row = heard_row(control.voice())
    assert row[2] == SILENT and np.isnan(row[:2]).all()


def test_calm_has_a_word_of_its_own_everywhere():
    from emotune_gui.ui.presenters.live_words import feeling_word
    from emotune_gui.ui.theme import EMOTION_COLOURS
    from emotune_gui.ui.wording import emotion_word

    words = {emotion_word(e) for e in VOICE_EMOTIONS}
    assert len(words) == len(VOICE_EMOTIONS) and "calm" in words
    assert {feeling_word(e) for e in VOICE_EMOTIONS} >= {"calm", "afraid"}
    assert emotion_word(VoiceEmotion.FEAR) == emotion_word(Emotion.FEAR)
    assert len({EMOTION_COLOURS[e] for e in VOICE_EMOTIONS}) == len(VOICE_EMOTIONS)
