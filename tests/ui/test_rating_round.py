from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput, SoundUnavailable
from emotune_gui.domain.learning import Arm, ArmKind
from emotune_gui.engine.rating_round import Answer, Clip, Question, RoundResult
from emotune_gui.engine.tuning import PLACES
from emotune_gui.ui.presenters.rating_round import RatingRoundPresenter, Stage
from emotune_gui.ui.views.rating_round import RatingRoundDialog
from tests.ui.fake_store import ImmediateTasks
from tests.ui.stored_values import bar, client

COURSE = (
    ("tense", Question.SCORE),
    ("tense", Question.BETTER),
    ("calm", Question.GRID),
)


class FakeRound:
    def __init__(self, problem: str = "", fails_at: int = 99) -> None:
        self.problem, self.fails_at = problem, fails_at
        self.made = 0
        self.answers: list[tuple[int, Answer, str]] = []
        self.finished = self.undone = 0

    @property
    def clips(self) -> int:
        return len(COURSE)

    def prepare(self) -> Clip | None:
        if self.made == self.fails_at:
            raise InvalidInput("That clip cannot be written.")
        if self.made == len(COURSE):
            return None
        place, question = COURSE[self.made]
        self.made += 1
        bars = (bar(self.made),)
        return Clip(self.made - 1, place, PLACES[place], question, (), bars, ())

    def answer(self, clip: Clip, answer: Answer, by: str = "client") -> None:
        if self.problem:
            raise InvalidInput(self.problem)
        self.answers.append((clip.number, answer, by))

    def finish(self) -> RoundResult:
        self.finished += 1
        version = 4 if self.answers else None
        said = ("slower by 3 bpm when tense",) if self.answers else ()
        return RoundResult(len(self.answers), 7, version, said)

    def undo(self) -> None:
        self.undone += 1


class Player:
    def __init__(self, problem: str = "") -> None:
        self.problem = problem
        self.played = 0

    def play_blocks(self, blocks, go_on) -> None:
        if self.problem:
            raise SoundUnavailable(self.problem)
        self.played += 1
        go_on(0.0)


class LaterTasks(ImmediateTasks):
    """Everything waits until `run` is called."""

    def __init__(self) -> None:
        self.waiting: list[tuple] = []

    def act(self, work, done, failed) -> None:
        self.waiting.append((work, done, failed))

    def run(self, count: int = 100) -> None:
        while self.waiting and count:
            work, done, failed = self.waiting.pop(0)
            ImmediateTasks.act(self, work, done, failed)
            count -= 1


def opened(qtbot, made=None, player=None, tasks=None):
    made = made or FakeRound()
    presenter = RatingRoundPresenter(lambda: made, player or Player(), tasks or ImmediateTasks())
    dialog = RatingRoundDialog(client(1, "Ada"), presenter)
    qtbot.addWidget(dialog)
    dialog.show()
    brought_up(qtbot, dialog)
    return dialog, made


def brought_up(qtbot, window):
    """Shortcuts are heard in the active window only."""
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_a_whole_round_with_the_keyboard_alone(qtbot):
    dialog, made = opened(qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert "tense" in dialog.view.title.text()
    qtbot.keyClick(dialog, Qt.Key.Key_4)
    assert "Which fits better" in dialog.view.title.text()
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    grid = dialog.view.grid
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert made.answers == [
        (0, Answer(score=4), "client"),
        (1, Answer(better=-1.0), "client"),
        (2, Answer(felt=Affect(-0.1, 0.0)), "client"),
    ]
    assert made.finished == 1
    assert "slower by 3 bpm when tense" in dialog.lines.text()
    assert "3 ratings" in dialog.headline.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert made.undone == 1
    assert "as it was before" in dialog.headline.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_stopping_keeps_what_was_said(qtbot):
    dialog, made = opened(qtbot)
    dialog.begin()
    dialog.view.graded.emit(5)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "first what changed is shown"
    assert made.finished == 1
    assert "1 rating is kept" in dialog.headline.text()


def test_nothing_heard_is_said_in_one_sentence_and_it_may_be_begun_again(qtbot):
    player = Player("No loudspeaker or headphones can be used.")
    rounds = []

    def open_round():
        rounds.append(FakeRound())
        return rounds[-1]

    presenter = RatingRoundPresenter(open_round, player, ImmediateTasks())
    dialog = RatingRoundDialog(client(1, "Ada"), presenter)
    qtbot.addWidget(dialog)
    dialog.show()
    brought_up(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.problem.text().startswith("No loudspeaker")
    assert dialog.problem.isVisible()
    assert rounds[0].finished == 0
    player.problem = ""
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert len(rounds) == 2
    qtbot.keyClick(dialog, Qt.Key.Key_4)
    assert rounds[1].answers == [(0, Answer(score=4), "client")]
    assert rounds[0].answers == []


def test_a_loudspeaker_lost_on_the_way_ends_it_with_what_was_said(qtbot):
    player = Player()
    dialog, made = opened(qtbot, player=player)
    dialog.begin()
    player.problem = "No loudspeaker or headphones can be used."
    dialog.view.graded.emit(5)
    assert dialog.headline.text().startswith("No loudspeaker")
    assert "1 rating is kept" in dialog.headline.text()
    assert made.finished == 1


def test_a_clip_of_a_round_that_was_given_up_is_not_played(qtbot):
    tasks, player = LaterTasks(), Player("No loudspeaker.")
    dialog, made = opened(qtbot, player=player, tasks=tasks)
    dialog.begin()
    tasks.run(3)
    late = list(tasks.waiting)
    assert dialog.presenter.stage is Stage.INTRO or late
    tasks.run()
    assert dialog.presenter.stage is Stage.INTRO
    assert made.answers == []


def test_the_next_clip_is_made_while_one_is_heard(qtbot):
    tasks = LaterTasks()
    dialog, made = opened(qtbot, tasks=tasks)
    dialog.begin()
    tasks.run(2)
    assert dialog.presenter.stage is Stage.HEARING
    assert made.made == 1
    playing = tasks.waiting.pop(0)
    tasks.run(1)
    assert made.made == 2
    assert dialog.presenter.stage is Stage.HEARING, "the first is still heard"
    tasks.waiting.append(playing)
    tasks.run()
    assert dialog.presenter.stage is Stage.ASKING


def test_the_end_waits_for_the_last_answer_to_be_stored(qtbot):
    tasks = LaterTasks()
    dialog, made = opened(qtbot, tasks=tasks)
    dialog.begin()
    tasks.run()
    dialog.view.graded.emit(2)
    dialog.presenter.stop()
    assert made.finished == 0
    tasks.run()
    assert (len(made.answers), made.finished) == (1, 1)


def test_an_answer_that_cannot_be_stored_ends_the_round_and_says_so(qtbot):
    dialog, made = opened(qtbot, FakeRound(problem="The disk is full."))
    dialog.begin()
    dialog.view.graded.emit(2)
    assert "The disk is full." in dialog.headline.text()
    assert made.finished == 1


def test_a_clip_that_cannot_be_made_loses_no_answer(qtbot):
    dialog, made = opened(qtbot, FakeRound(fails_at=1))
    dialog.begin()
    assert made.finished == 1
    assert "cannot be written" in dialog.headline.text()


def test_a_refused_round_says_why(qtbot):
    def refuse():
        raise InvalidInput("Ada has not consented.")

    presenter = RatingRoundPresenter(refuse, Player(), ImmediateTasks())
    dialog = RatingRoundDialog(client(1, "Ada"), presenter)
    qtbot.addWidget(dialog)
    dialog.begin()
    assert "has not consented" in dialog.headline.text()


def test_hear_it_again_and_the_therapist_may_answer(qtbot):
    player = Player()
    dialog, made = opened(qtbot, player=player)
    dialog.by_therapist.setChecked(True)
    dialog.begin()
    qtbot.keyClick(dialog, Qt.Key.Key_R)
    assert player.played == 2
    dialog.view.graded.emit(3)
    assert made.answers[0][2] == "therapist"


def test_the_client_answers_on_their_own_screen_and_is_told_no_results(qtbot):
    dialog, made = opened(qtbot)
    dialog.by_therapist.setChecked(True)
    dialog.begin()
    dialog.toggle_screen()
    screen = dialog.screen_of_client
    brought_up(qtbot, screen)
    assert screen.view.title.text() == dialog.view.title.text()
    qtbot.keyClick(screen, Qt.Key.Key_2)
    assert made.answers == [(0, Answer(score=2), "client")]
    assert "better" in screen.view.title.text()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert made.finished == 1
    assert screen.thanks.isVisible()
    assert not screen.view.isVisible()
    dialog.toggle_screen()
    assert dialog.screen_of_client is None


def test_closed_before_the_beginning_nothing_is_opened(qtbot):
    dialog, made = opened(qtbot)
    dialog.reject()
    assert made.made == made.finished == 0
    assert not dialog.isVisible()


@pytest.mark.parametrize("question", list(Question))
def test_every_answer_has_a_name(qtbot, question):
    dialog, _ = opened(qtbot)
    from emotune_gui.ui.presenters.rating_round import task_of

    clip = replace(FakeRound().prepare(), question=question)
    dialog.view.show_task(task_of(clip, 10))
    if question is not Question.GRID:
        assert all(button.accessibleName() for button in dialog.view.grades)
    assert dialog.view.steps.accessibleName() == "Clip 1 of 10"


def asked(dialog, question):
    """As far as the clip with this question."""
    dialog.begin()
    while dialog.view.task is not None and dialog.view.task.question is not question:
        dialog.view.graded.emit(3)


def test_what_cannot_be_said_goes_on_with_a_key(qtbot):
    dialog, made = opened(qtbot)
    dialog.begin()
    for _ in COURSE:
        qtbot.keyClick(dialog, Qt.Key.Key_0)
    assert [answer for _, answer, _ in made.answers] == [Answer()] * len(COURSE)
    assert dialog.presenter.stage is Stage.DONE


def test_nothing_said_at_all_is_an_end_without_a_change(qtbot):
    class Silent(FakeRound):
        def finish(self):
            return RoundResult(0)

    dialog, _ = opened(qtbot, Silent())
    dialog.begin()
    for _ in COURSE:
        dialog.view.nothing.click()
    assert "Nothing was rated" in dialog.headline.text()
    assert not dialog.undo_button.isVisible()


def test_the_one_before_is_heard_again_only_where_it_is_compared(qtbot):
    heard = []

    class Remembering(Player):
        def play_blocks(self, blocks, go_on):
            heard.append(blocks)

    class Numbered(FakeRound):
        def prepare(self):
            clip = super().prepare()
            return clip and replace(clip, blocks=(clip.number,))

    dialog, _ = opened(qtbot, Numbered(), Remembering())
    dialog.begin()
    assert not dialog.view.listen_before.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_B)
    dialog.view.graded.emit(3)
    assert dialog.view.listen_before.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_B)
    qtbot.keyClick(dialog, Qt.Key.Key_R)
    assert heard == [(0,), (1,), (0,), (1,)]
    assert dialog.presenter.stage is Stage.ASKING


def test_what_is_preferred_is_said_in_the_words_of_the_tuning_page(qtbot):
    class Strings(FakeRound):
        def finish(self):
            arms = (
                Arm(ArmKind.PALETTE, "strings", 0.4, 0.1, 3.0),
                Arm(ArmKind.PALETTE, "affect", -0.2, 0.1, 3.0),
            )
            return RoundResult(3, 7, 4, (), arms, ())

    dialog, _ = opened(qtbot, Strings())
    dialog.begin()
    dialog.presenter.stop()
    assert dialog.lines.text() == "· strings preferred to whatever fits the affect"


def test_every_button_of_a_question_has_a_name_and_takes_the_focus(qtbot):
    dialog, _ = opened(qtbot)
    asked(dialog, Question.BETTER)
    view = dialog.view
    for button in (*view.grades, view.listen_again, view.listen_before, view.nothing):
        assert button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    names = {b.accessibleName() for b in (*view.grades, view.nothing, view.listen_before)}
    assert len(names) == 7


def test_between_two_clips_the_focus_waits_and_comes_back(qtbot):
    tasks = LaterTasks()
    dialog, _ = opened(qtbot, tasks=tasks)
    dialog.begin()
    tasks.run(2)
    view = dialog.view
    view.grades[3].setFocus()
    tasks.waiting.clear()
    qtbot.keyClick(view.grades[3], Qt.Key.Key_Space)
    assert dialog.presenter.stage is Stage.PREPARING
    assert view.hasFocus(), "not Stop, which a second press would reach"
    view.show_stage(Stage.HEARING, "")
    assert view.grades[3].hasFocus()


def test_the_grid_takes_keys_though_it_had_to_be_waited_for(qtbot):
    dialog, _ = opened(qtbot)
    asked(dialog, Question.GRID)
    task = dialog.view.task
    dialog.view.show_stage(Stage.PREPARING, "")
    dialog.view.show_task(task)
    dialog.view.show_stage(Stage.HEARING, "")
    assert dialog.view.grid.hasFocus()
