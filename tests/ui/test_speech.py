"""What is announced to a screen reader, and when."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from emotune_gui.ui import speech
from emotune_gui.ui.presenters.live_faces import Ask, question
from emotune_gui.ui.presenters.live_words import Belief
from emotune_gui.ui.views.live_belief import BeliefWords
from emotune_gui.ui.views.live_question import QuestionBar


@pytest.fixture
def heard(monkeypatch):
    """Words given to a screen reader that is listening, with their politeness."""
    said: list[tuple[str, object]] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        lambda event: said.append((event.message(), event.politeness())),
    )
    return said


def test_a_question_interrupts_once(qtbot, heard):
    parent = QWidget()
    qtbot.addWidget(parent)
    bar = QuestionBar(parent)
    bar.show_question(question(Ask.CHOOSE, 2))
    bar.show_question(question(Ask.CHOOSE, 3))
    assert heard == [(question(Ask.CHOOSE, 2).spoken, QAccessible.AnnouncementPoliteness.Assertive)]
    bar.show_question(question(Ask.CHANGED, 1))
    assert len(heard) == 2


def test_a_new_reason_is_said_politely_and_its_end_is_not(qtbot, heard):
    words = BeliefWords()
    qtbot.addWidget(words)
    plain = Belief("sad", "fairly sure", "", None, 0.5)
    dark = Belief("sad", "unsure", "Too dark: turn on a light.", None, 0.3)
    for belief in (plain, dark, dark, plain):
        words.show_belief(belief)
    assert heard == [(dark.reasons, QAccessible.AnnouncementPoliteness.Polite)]


def test_without_a_screen_reader_nothing_is_sent(qtbot, heard, monkeypatch):
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    widget = QWidget()
    qtbot.addWidget(widget)
    speech.announce(widget, "Words")
    assert heard == []
