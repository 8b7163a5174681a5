"""A rating round: one clip heard while the next is made, an answer with one key, an end at will."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from emotune_gui.domain.ports import StereoBlock
from emotune_gui.engine.rating_round import CANNOT_SAY, Answer, Clip, Question, RoundResult
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.jukebox import GoOn, Listening
from emotune_gui.ui.presenters.tuning_words import corner_word, preference_sentences
from emotune_gui.ui.sentences import sentences
from emotune_gui.ui.wording import translate

GRADES = (1, 2, 3, 4, 5)
"""Keys of both kinds of answers: scores, or from 'the one before by far' to 'this by far'."""


class Round(Protocol):
    """Fits `engine.rating_round.RatingRound`; every call is for a background thread."""

    @property
    def clips(self) -> int: ...

    def prepare(self) -> Clip | None: ...

    def answer(self, clip: Clip, answer: Answer, by: str = ...) -> None: ...

    def finish(self) -> RoundResult: ...

    def undo(self) -> None: ...


class ClipPlayer(Protocol):
    """Fits `app.jukebox.Jukebox`."""

    def play_blocks(self, blocks: Sequence[StereoBlock], go_on: GoOn) -> None: ...


class Stage(StrEnum):
    INTRO = "intro"
    PREPARING = "preparing"
    HEARING = "hearing"
    ASKING = "asking"
    ENDING = "ending"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked about a clip."""

    number: int
    """From 1."""
    of: int
    question: Question
    mood: str
    title: str
    grades: tuple[str, ...]
    """Words of the five answers; none where the affect grid is asked for."""

    @property
    def compares(self) -> bool:
        return self.question is Question.BETTER


class RoundView(Protocol):
    def show_task(self, task: Task) -> None: ...

    def show_stage(self, stage: Stage, words: str) -> None: ...

    def show_end(self, headline: str, lines: Sequence[str], *, undoable: bool) -> None: ...


class RatingRoundPresenter:
    """GUI thread only. Several views may show the same round; any may answer."""

    def __init__(self, open_round: Callable[[], Round], player: ClipPlayer, tasks: Tasks) -> None:
        """`open_round` runs on a background thread; it may raise EmoTuneError."""
        self._open_round, self._player, self._tasks = open_round, player, tasks
        self._listening = Listening(tasks)
        self._views: list[RoundView] = []
        self._round: Round | None = None
        self._clip: Clip | None = None
        self._next: Clip | None = None
        self._before: Clip | None = None
        self._making = self._last = self._ending = False
        self._storing = 0
        self._answered = False
        self._problem = ""
        self.stage = Stage.INTRO
        self.by = "client"

    def add(self, view: RoundView) -> None:
        self._views.append(view)
        if self._clip is not None and self._round is not None:
            view.show_task(task_of(self._clip, self._round.clips))
        view.show_stage(self.stage, stage_words(self.stage))

    def remove(self, view: RoundView) -> None:
        self._views = [one for one in self._views if one is not view]

    def begin(self) -> None:
        if self.stage is not Stage.INTRO:
            return
        self._to(Stage.PREPARING)
        self._tasks.act(self._open_round, self._opened, self._failed)

    def answer_grade(self, grade: int, by: str = "") -> None:
        """1 to 5: a score, or which of the two is better."""
        clip = self._clip
        if clip is None:
            return
        if clip.question is Question.SCORE:
            self._answer(Answer(score=grade), by)
        elif clip.question is Question.BETTER:
            self._answer(Answer(better=(grade - 3) / 2), by)

    def answer(self, answer: Answer, by: str = "") -> None:
        self._answer(answer, by)

    def cannot_say(self, by: str = "") -> None:
        """To the next clip; nothing is kept or learned of this one."""
        self._answer(CANNOT_SAY, by)

    def again(self) -> None:
        """The same clip once more."""
        if self._clip is not None and self.stage in (Stage.HEARING, Stage.ASKING):
            self._hear(self._clip, stage_words(Stage.HEARING))

    def hear_before(self) -> None:
        """The clip that this one is compared with, once more."""
        clip, before = self._clip, self._before
        if clip is None or before is None or clip.question is not Question.BETTER:
            return
        if self.stage in (Stage.HEARING, Stage.ASKING):
            self._hear(before, translate("RatingRound", "This is the one before."))

    def stop(self) -> None:
        """At once; what was answered is kept."""
        if self.stage in (Stage.DONE, Stage.ENDING):
            return
        self._listening.stop()
        if self._round is None:
            # A round still being opened is left to itself: nothing is stored before an answer.
            self._over(RoundResult(0))
            return
        self._ending = True
        self._to(Stage.ENDING)
        self._finish_if_stored()

    def undo(self) -> None:
        """The mapping as it was before the round."""
        made = self._round
        if made is None or self.stage is not Stage.DONE:
            return
        words = translate("RatingRound", "The mapping is as it was before; the ratings are kept.")
        self._tasks.act(
            made.undo, lambda _: self._show_end(words, (), undoable=False), self._undo_failed
        )

    # From the background

    def _opened(self, made: Round) -> None:
        if self.stage is Stage.DONE:
            return
        self._round = made
        self._make_next()

    def _make_next(self) -> None:
        made = self._round
        if made is None or self._making or self._last or self._next is not None:
            return
        self._making = True
        self._tasks.act(
            made.prepare,
            lambda clip: self._made(made, clip),
            lambda said: self._not_made(made, said),
        )

    def _not_made(self, made: Round, problem: str) -> None:
        if made is self._round:
            self._failed(problem)

    def _made(self, made: Round, clip: Clip | None) -> None:
        if made is not self._round:
            return
        self._making = False
        if self._ending or self.stage is Stage.DONE:
            return
        self._next, self._last = clip, clip is None
        if self.stage is Stage.PREPARING:
            self._go_on()

    def _go_on(self) -> None:
        """To the next clip, as soon as there is one; to the end after the last."""
        if self._next is not None:
            self._clip, self._next = self._next, None
            if self._round is not None:
                task = task_of(self._clip, self._round.clips)
                for view in list(self._views):
                    view.show_task(task)
            self._hear(self._clip, stage_words(Stage.HEARING))
            self._make_next()
        elif self._last:
            self.stop()
        else:
            self._to(Stage.PREPARING)
            self._make_next()

    def _hear(self, clip: Clip, words: str) -> None:
        self._to(Stage.HEARING, words)
        self._listening.play(
            lambda go_on: self._player.play_blocks(clip.blocks, go_on), self._heard
        )

    def _heard(self, problem: str) -> None:
        if problem and not self._answered:
            self._start_over(problem)
        elif problem:
            # Nothing can be judged that is not heard.
            self._problem = problem
            self.stop()
        elif self.stage is Stage.HEARING:
            self._to(Stage.ASKING)

    def _start_over(self, problem: str) -> None:
        """Nothing was heard and nothing is stored: it may be begun once more."""
        self._round = self._clip = self._next = self._before = None
        self._making = self._last = False
        self._to(Stage.INTRO, problem)

    def _answer(self, answer: Answer, by: str) -> None:
        made, clip = self._round, self._clip
        if made is None or clip is None or self.stage not in (Stage.HEARING, Stage.ASKING):
            return
        self._listening.stop()
        self._clip, self._before = None, clip
        self._storing += 1
        self._answered = True
        who = by or self.by
        self._tasks.act(lambda: made.answer(clip, answer, who), self._stored, self._not_stored)
        if not self._ending:
            self._go_on()

    def _stored(self, _result: object) -> None:
        self._storing -= 1
        self._finish_if_stored()

    def _not_stored(self, problem: str) -> None:
        self._storing -= 1
        self._problem = problem
        if self._ending:
            self._finish_if_stored()
        else:
            self.stop()

    def _finish_if_stored(self) -> None:
        made = self._round
        if self._ending and not self._storing and made is not None:
            self._ending = False
            self._tasks.act(made.finish, self._over, self._not_finished)

    def _failed(self, problem: str) -> None:
        """No round, or no further clip; what was answered before is kept."""
        self._making = False
        self._problem = problem
        self.stop()

    def _not_finished(self, problem: str) -> None:
        self._to(Stage.DONE)
        self._show_end(problem, (), undoable=False)

    def _undo_failed(self, problem: str) -> None:
        self._show_end(problem, (), undoable=True)

    def _over(self, result: RoundResult) -> None:
        self._to(Stage.DONE)
        before = preference_sentences(result.arms_before, {})
        preferred = [s for s in preference_sentences(result.arms, {}) if s not in before]
        lines = [*sentences(result.sentences), *preferred]
        if result.version is not None and not lines:
            lines = [translate("RatingRound", "no change that can be heard yet")]
        headline = " ".join(filter(None, (self._problem, end_words(result))))
        self._show_end(headline, lines, undoable=result.version is not None)

    def _show_end(self, headline: str, lines: Sequence[str], *, undoable: bool) -> None:
        for view in list(self._views):
            view.show_end(headline, lines, undoable=undoable)

    def _to(self, stage: Stage, words: str | None = None) -> None:
        self.stage = stage
        for view in list(self._views):
            view.show_stage(stage, stage_words(stage) if words is None else words)


def task_of(clip: Clip, clips: int) -> Task:
    mood = corner_word(clip.place)
    titles = {
        Question.SCORE: translate(
            "RatingRound", "Imagine this mood: {mood}. How well does this music fit?"
        ),
        Question.BETTER: translate(
            "RatingRound", "Still {mood}, played otherwise. Which fits better?"
        ),
        Question.GRID: translate("RatingRound", "Where on the grid is this music for you?"),
    }
    title = titles[clip.question].format(mood=mood)
    grades = grade_words(clip.question)
    return Task(clip.number + 1, clips, clip.question, mood, title, grades)


def grade_words(question: Question) -> tuple[str, ...]:
    if question is Question.SCORE:
        return (
            translate("RatingRound", "not at all"),
            translate("RatingRound", "hardly"),
            translate("RatingRound", "partly"),
            translate("RatingRound", "well"),
            translate("RatingRound", "perfectly"),
        )
    if question is Question.BETTER:
        return (
            translate("RatingRound", "the one before, by far"),
            translate("RatingRound", "the one before"),
            translate("RatingRound", "alike"),
            translate("RatingRound", "this one"),
            translate("RatingRound", "this one, by far"),
        )
    return ()


def stage_words(stage: Stage) -> str:
    words = {
        Stage.INTRO: "",
        Stage.PREPARING: translate("RatingRound", "The next clip is being written."),
        Stage.HEARING: translate("RatingRound", "Listen; you may answer at any time."),
        Stage.ASKING: translate("RatingRound", "Your answer, please."),
        Stage.ENDING: translate("RatingRound", "What was said is being learned."),
        Stage.DONE: "",
    }
    return words[stage]


def end_words(result: RoundResult) -> str:
    if not result.ratings:
        return translate("RatingRound", "Nothing was rated, so nothing changed.")
    one, changed = result.ratings == 1, result.version is not None
    if one and changed:
        line = translate("RatingRound", "1 rating is kept. What it changed in the music:")
    elif one:
        line = translate("RatingRound", "1 rating is kept; the mapping did not change.")
    elif changed:
        line = translate("RatingRound", "{n} ratings are kept. What they changed in the music:")
    else:
        line = translate("RatingRound", "{n} ratings are kept; the mapping did not change.")
    return line.format(n=result.ratings)
