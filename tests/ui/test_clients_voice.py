"""What the clients page says and does about a client's voice."""

from __future__ import annotations

from datetime import UTC, datetime
from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import Qt

from emotune_gui.domain.session import Purpose
from emotune_gui.domain.voice import VoiceProfile
from emotune_gui.ui.presenters.clients import (
    ClientsPresenter,
    ClientsView,
    voice_words,
)
from emotune_gui.ui.views.clients import ClientsPage
from emotune_gui.ui.wording import purpose_words
from tests.ui.fake_store import FakeClients, FakeStore, ImmediateTasks
from tests.ui.stored_values import FULL_CONSENT, NOW, client

LISTENING = FULL_CONSENT | {Purpose.ANALYSE_VOICE}
ADA = client(1, "Ada", consents=LISTENING)


def profile(version: int = 1, speech_s: float = 48.0) -> VoiceProfile:
    made = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
    return VoiceProfile(version, made, speech_s, "mel-1", (0.0,), (1.0,))


def presenter():
    store = FakeStore(FakeClients(ADA))
    store.voices.profiles[1] = [profile(), profile(2, 200.0)]
    view = create_autospec(ClientsView, instance=True)
    return ClientsPresenter(view, lambda: store, ImmediateTasks()), view, store


def test_the_newest_version_is_told_with_day_and_length():
    words = voice_words(ADA, [profile(), profile(2, 200.0)], datetime(2026, 12, 1, tzinfo=UTC))
    assert words == "Version 2, 12 Nov, from 3 min of speech"


@pytest.mark.parametrize(
    ("consents", "word"), [(LISTENING, "Not known yet"), (FULL_CONSENT, "Not kept")]
)
def test_why_nothing_is_stored(consents, word):
    assert voice_words(client(1, "Ada", consents=consents), [], NOW).startswith(word)


def test_it_is_looked_up_and_can_be_forgotten():
    made, view, store = presenter()
    made.look_up_voice(ADA)
    number, words = view.show_voice.call_args.args
    assert number == 1 and words.startswith("Version 2")
    assert view.show_voice.call_args.kwargs == {"known": True}
    made.forget_voice(ADA)
    assert store.voices.profiles == {}
    assert "forgotten" in view.show_notice.call_args.args[0]
    assert view.show_voice.call_args.kwargs == {"known": False}


def test_the_button_is_there_only_when_there_is_something_to_forget(qtbot):
    _made, _view, store = presenter()
    page = ClientsPage(lambda: store, ImmediateTasks())
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    page.select(1)
    detail = page._detail
    assert detail._voice.text().startswith("Version 2")
    assert detail._forget.isVisible() and detail._forget.accessibleName()
    qtbot.mouseClick(detail._forget, Qt.MouseButton.LeftButton)
    assert detail._voice.text().startswith("Not known yet")
    assert not detail._forget.isVisible()
    detail.show_voice(99, "Another's", known=True)
    assert detail._voice.text().startswith("Not known yet"), "a late answer is another client's"


def test_the_consents_say_exactly_what_is_heard_and_kept():
    _title, listen = purpose_words(Purpose.ANALYSE_VOICE)
    assert "tone of voice" in listen and "not for the words" in listen
    assert "No sound is ever kept" in listen
    _title, keep = purpose_words(Purpose.STORE_FEATURES)
    assert "usual voice" in keep and "nobody can see or hear them" in keep
