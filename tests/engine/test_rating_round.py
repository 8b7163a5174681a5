from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import CLINICAL_MAPPING, PersonalSettings, Situation
from emotune_gui.domain.session import RATING_ROUND, Plan, Purpose, SessionState
from emotune_gui.engine.rating_round import (
    CANNOT_SAY,
    CLIPS,
    Answer,
    Question,
    RatingRound,
    compares_arms,
    course,
    nearest,
)
from emotune_gui.engine.round_sound import LONGEST_S, clip_sound
from emotune_gui.engine.tuning import PLACES
from emotune_gui.personalisation.evidence import Heard, of_rating
from emotune_gui.personalisation.learning import learn
from emotune_gui.storage.opening import open_database
from emotune_gui.storage.recorder import Recorder
from tests.engine.clocks import FakeClock
from tests.storage.records import bar

CONSENTS = (Purpose.PERSONALISE,)


def silent(notes, bars):
    return ()


@pytest.fixture
def database(tmp_path):
    opened = open_database(tmp_path / "round.db")
    yield opened
    opened.close()


def begun(database, consents=CONSENTS, **more):
    client = database.clients.create("Ada", consents)
    clock = FakeClock()
    return client, clock, RatingRound(database, client, seed=3, clock=clock, sound=silent, **more)


def slower_is_better(clip, before):
    """A client who wants everything slower."""
    if clip.question is Question.BETTER:
        return Answer(better=1.0 if clip.step[0] < before.step[0] else -1.0)
    if clip.question is Question.GRID:
        return Answer(felt=clip.affect)
    return Answer(score=5 if clip.step[0] < 0 else 2)


def play(ring, clock, judge, most=CLIPS):
    before, clips = None, []
    while len(clips) < most and (clip := ring.prepare()) is not None:
        clock.sleep(clip.seconds + 6.0)
        ring.answer(clip, judge(clip, before))
        clips.append(clip)
        before = clip
    return clips


def test_twelve_short_clips_across_the_grid_in_under_four_minutes(database):
    _, clock, ring = begun(database)
    clips = play(ring, clock, slower_is_better)
    assert len(clips) == CLIPS
    assert {clip.place for clip in clips} == set(PLACES)
    assert all(3.0 < clip.seconds <= LONGEST_S for clip in clips)
    assert clock.now() - 100.0 < 240.0
    assert ring.prepare() is None


def test_a_round_is_one_session_and_one_version_with_all_its_ratings(database):
    client, clock, ring = begun(database)
    clips = play(ring, clock, slower_is_better)
    result = ring.finish()
    [info] = database.sessions.list(client.id)
    assert (info.id, info.source, info.ratings) == (result.session_id, RATING_ROUND, CLIPS)
    assert info.bars == sum(len(clip.bars) for clip in clips)
    assert info.duration_s < 240.0
    [version] = database.weights.history(client.id)
    assert version.version == result.version
    assert version.ratings_used == CLIPS
    behind = database.weights.ratings_behind(client.id, version.version)
    assert len(behind) == CLIPS
    assert {session for session, _ in behind} == {info.id}
    assert version.reason.startswith(f"After {CLIPS} ratings: ")
    assert any("slower" in words for words in result.sentences)
    assert version.offsets[0][0] < 0.0, "who likes slower music gets it"


def test_undo_brings_back_the_mapping_before_the_round(database):
    client, clock, ring = begun(database)
    play(ring, clock, slower_is_better)
    ring.finish()
    ring.undo()
    assert database.weights.current(client.id).version == 0
    assert database.sessions.list(client.id)[0].ratings == CLIPS


def test_undo_takes_back_the_version_of_the_round_alone(database):
    client, clock, ring = begun(database)
    play(ring, clock, slower_is_better, most=4)
    ring.finish()
    later = RatingRound(database, client, seed=4, clock=clock, sound=silent)
    play(later, clock, slower_is_better, most=2)
    later.finish()
    with pytest.raises(InvalidInput, match="changed again after this round"):
        ring.undo()
    assert database.weights.current(client.id).version == 2
    later.undo()
    with pytest.raises(InvalidInput):
        later.undo()
    assert database.weights.current(client.id).version == 1
    ring.undo()
    assert database.weights.current(client.id).version == 0


def test_a_round_that_changed_nothing_undoes_nothing(database):
    client, clock, ring = begun(database)
    play(ring, clock, slower_is_better, most=2)
    ring.finish()
    silent_one = RatingRound(database, client, seed=4, clock=clock, sound=silent)
    play(silent_one, clock, lambda *_: CANNOT_SAY, most=2)
    silent_one.finish()
    silent_one.undo()
    assert database.weights.current(client.id).version == 1


def test_a_round_is_open_until_its_version_is_kept(database, monkeypatch):
    _, clock, ring = begun(database)
    play(ring, clock, slower_is_better, most=2)
    states = []
    save = database.weights.save

    def looked_at(*arguments, **more):
        states.append(database.sessions.info(1).state)
        return save(*arguments, **more)

    monkeypatch.setattr(database.weights, "save", looked_at)
    ring.finish()
    assert states == [SessionState.OPEN]
    assert database.sessions.info(1).state is SessionState.ENDED


def test_stopped_in_the_middle_what_was_said_counts(database):
    client, clock, ring = begun(database)
    play(ring, clock, slower_is_better, most=3)
    ring.prepare()
    result = ring.finish()
    assert result.ratings == 3
    assert database.weights.current(client.id).ratings_used == 3


def test_what_is_learned_elsewhere_in_these_minutes_is_not_lost(database):
    client, clock, ring = begun(database)
    play(ring, clock, slower_is_better, most=3)
    heard = Heard(bar(0).parameters, Situation(PLACES["happy"]))
    beside = learn(CLINICAL_MAPPING, of_rating((heard,), 0.5, 1.0))
    beside = database.weights.save(client.id, beside)
    ring.finish()
    both = database.weights.current(client.id)
    assert both.ratings_used == 4
    assert both.evidence[: len(beside.evidence)] == beside.evidence


def test_locked_in_the_middle_it_keeps_the_ratings_and_changes_nothing(database):
    client, clock, ring = begun(database)
    play(ring, clock, slower_is_better, most=3)
    database.weights.set_settings(client.id, PersonalSettings(locked=True))
    result = ring.finish()
    assert (result.ratings, result.version) == (3, None)
    assert database.weights.history(client.id) == []


def test_stopped_before_the_first_answer_nothing_is_left(database):
    client, _, ring = begun(database)
    ring.prepare()
    assert ring.finish().ratings == 0
    assert database.sessions.list(client.id) == []
    assert database.weights.history(client.id) == []


def test_answers_are_stored_when_they_are_given(database):
    client, clock, ring = begun(database)
    play(ring, clock, slower_is_better, most=2)
    [info] = database.sessions.list(client.id)
    assert info.ratings == 2, "should the program end now, they are not lost"


def test_the_pair_is_one_piece_in_two_ways(database):
    _, clock, ring = begun(database)
    first, second = play(ring, clock, slower_is_better, most=2)
    assert (first.place, second.question) == (second.place, Question.BETTER)
    assert first.step != second.step
    assert first.bars[0].tonic == second.bars[0].tonic
    ids = [bar.id for clip in (first, second) for bar in clip.bars]
    assert ids == list(range(len(ids)))


def test_a_tense_clip_never_rouses_and_what_is_contraindicated_is_not_tried(database):
    client = database.clients.create("Bo", CONSENTS)
    database.weights.set_settings(client.id, PersonalSettings(bounds={"register": (0.0, 0.0)}))
    clock = FakeClock()
    ring = RatingRound(database, client, seed=8, clock=clock, sound=silent)
    for clip in play(ring, clock, slower_is_better):
        assert clip.step[3] == 0.0
        if clip.place == "tense":
            assert max(clip.step[:3]) <= 0.0
            assert clip.step[5] >= 0.0


def test_limits_of_the_last_plan_hold(database):
    client = database.clients.create("Cy", CONSENTS)
    plan = Plan(loudness_limit=55.0)
    number = database.sessions.begin(
        client.id, plan, "demo", weights_version=0, started_at=datetime.now(UTC)
    )
    database.sessions.end(number, ended_at=datetime.now(UTC), duration_s=1.0)
    clock = FakeClock()
    ring = RatingRound(database, client, seed=1, clock=clock, sound=silent)
    for clip in play(ring, clock, slower_is_better, most=4):
        assert all(bar.parameters.loudness <= 55.0 for bar in clip.bars)


def test_without_consent_or_locked_there_is_no_round(database):
    with pytest.raises(InvalidInput, match="has not consented"):
        begun(database, consents=())
    client = database.clients.create("Di", CONSENTS)
    database.weights.set_settings(client.id, PersonalSettings(locked=True))
    with pytest.raises(InvalidInput, match="locked"):
        RatingRound(database, client, seed=1, sound=silent)


def test_a_place_on_the_grid_teaches(database):
    client, clock, ring = begun(database)
    clip = ring.prepare()
    clock.sleep(10.0)
    ring.answer(clip, Answer(felt=Affect(0.9, -0.9)))
    ring.finish()
    [(_, rating)] = database.weights.ratings_behind(client.id, 1)
    assert rating.felt == Affect(0.9, -0.9)


def test_the_sound_of_a_clip_is_short_and_ends_softly(database):
    _, _, ring = begun(database)
    clip = ring.prepare()
    blocks = np.concatenate(clip_sound(clip.notes, clip.bars))
    assert 3.0 < len(blocks) / 44100 < LONGEST_S + 0.6
    assert np.abs(blocks).max() > 0.01
    assert np.abs(blocks[-50:]).max() < 0.02 * np.abs(blocks).max()


@given(st.integers(1, 30), st.sampled_from([*PLACES]), st.integers(0, 50))
def test_a_comparison_follows_a_clip_of_the_same_mood(clips, first, seed):
    made = course(clips, first, np.random.default_rng(seed))
    assert len(made) == clips
    for place, (mood, question) in enumerate(made):
        if compares_arms(place, made):
            assert made[place - 2 : place] == ((mood, Question.SCORE), (mood, Question.BETTER))
        elif question is Question.BETTER:
            assert made[place - 1] == (mood, Question.SCORE)
    opposite = {"tense": "calm", "calm": "tense", "happy": "sad", "sad": "happy"}
    moods = [mood for mood, _ in made]
    assert all(opposite.get(a) != b for a, b in pairwise(moods[:10]))


def test_in_twelve_clips_ten_are_of_the_parameters():
    made = course(CLIPS, "tense", np.random.default_rng(0))
    thirds = [place for place in range(CLIPS) if compares_arms(place, made)]
    assert len(thirds) == 2
    assert len(made) - len(thirds) == 10
    assert min(thirds) > 2, "the mood that teaches most comes first and is of the parameters"


def test_what_cannot_be_said_is_heard_and_teaches_nothing(database):
    client, clock, ring = begun(database)

    def judge(clip, before):
        return CANNOT_SAY if clip.number % 2 == 0 else slower_is_better(clip, before)

    clips = play(ring, clock, judge)
    result = ring.finish()
    [info] = database.sessions.list(client.id)
    assert result.ratings == info.ratings == CLIPS // 2
    # The last clip could be judged, so all ten were heard and are kept, each in its own time.
    starts = [heard.start_s for heard in database.sessions.timeline(info.id).bars]
    assert len(starts) == sum(len(clip.bars) for clip in clips)
    assert starts == sorted(starts)
    assert len(set(starts)) == len(starts)


def test_nothing_can_be_said_of_anything(database):
    client, clock, ring = begun(database)
    play(ring, clock, lambda clip, before: CANNOT_SAY)
    assert ring.finish().ratings == 0
    assert database.sessions.list(client.id) == []
    assert database.weights.current(client.id).version == 0


def test_an_analysed_recording_does_not_lift_the_limits(database):
    client = database.clients.create("Cy", CONSENTS)
    records = [(Plan(loudness_limit=55.0), True), (Plan(), False)]
    for day, (plan, music) in enumerate(records, start=1):
        began = datetime(2026, 1, day, tzinfo=UTC)
        number = database.sessions.begin(
            client.id, plan, "film.mp4", weights_version=0, started_at=began
        )
        if music:
            recorder = Recorder(database, number, FakeClock(), store_features=False)
            recorder.bar(0.0, bar(0), Affect(0.0, 0.0))
            assert recorder.close() == 0
        database.sessions.end(number, ended_at=began, duration_s=1.0)
    ring = RatingRound(database, client, seed=1, clock=FakeClock(), sound=silent)
    assert all(b.parameters.loudness <= 55.0 for b in ring.prepare().bars)


def test_the_nearest_allowed():
    assert nearest([1.0, 0.0], [(0.5, 0.0), (-1.0, 0.0)]) == (0.5, 0.0)
    assert nearest([1.0], []) == ()
