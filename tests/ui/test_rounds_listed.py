"""Rating rounds stand apart from sessions wherever sessions are listed or counted."""

from __future__ import annotations

from unittest.mock import create_autospec

from emotune_gui.domain.rounds import Outcome, Rescued
from emotune_gui.domain.session import RATING_ROUND, SessionState
from emotune_gui.ui.presenters.compare import ComparePresenter, CompareView
from emotune_gui.ui.presenters.today import TodayPresenter, TodayView, rescued_words
from emotune_gui.ui.reporting.gathering import gather
from emotune_gui.ui.reporting.matter import Choices, HistoryMatter, Section, Wanted
from emotune_gui.ui.views.clients_detail import ClientDetail
from emotune_gui.ui.views.review import ReviewPage
from tests.ui.fake_store import FakeClients, FakeSessions, FakeStore, ImmediateTasks
from tests.ui.stored_values import client, info, timeline


def ring(number: int, **more: object):
    return info(number, **{"source": RATING_ROUND, "days": 0.01 * number, "ratings": 10, **more})


def store(*sessions, interrupted=(), of=None) -> FakeStore:
    return FakeStore(
        FakeClients(of or client(1, "Ada", days=1)),
        FakeSessions(*sessions, *interrupted, interrupted=interrupted),
    )


def today_of(made):
    view = create_autospec(TodayView, instance=True)
    TodayPresenter(view, lambda: made, ImmediateTasks()).refresh()
    return view.show_content.call_args.args[0]


def test_today_lists_sessions_only():
    shown = today_of(store(info(1), ring(2), ring(3)))
    assert [s.id for s in shown.sessions] == [1]


def test_of_a_round_cut_off_by_a_crash_nothing_is_asked():
    cut = ring(7, state=SessionState.OPEN, ended_at=None)
    session = info(8, state=SessionState.OPEN, ended_at=None)
    made = store(info(1), interrupted=(cut, session))
    shown = today_of(made)
    assert [s.id for s in shown.interrupted] == [8]
    assert made.sessions.recovered == [], "it is closed when it was learned from"


def rescued(outcome: Outcome, ratings: int = 11) -> str:
    version = 6 if outcome is Outcome.LEARNED else None
    return rescued_words(Rescued("Ada", ratings, outcome, version))


def test_what_became_of_it_is_said_in_one_sentence():
    cut = "The rating round with Ada was cut off; what was rated (11) is "
    assert rescued(Outcome.LEARNED) == f"{cut}learned, as version 6."
    assert rescued(Outcome.UNCHANGED) == f"{cut}kept."
    assert rescued(Outcome.LOCKED) == f"{cut}kept but not learned: the mapping is locked."
    assert rescued(Outcome.NO_CONSENT).endswith("the consent to it is not in force.")
    assert rescued(Outcome.UNCHANGED, ratings=0) == ""


def listed(page):
    return [row.id for row in page._table.rows]


def page_of(qtbot, made):
    page = ReviewPage(lambda: made, ImmediateTasks())
    qtbot.addWidget(page)
    page.refresh()
    return page


def test_review_lists_rounds_where_they_are_asked_for(qtbot):
    page = page_of(qtbot, store(info(1, days=5), ring(2), ring(3)))
    assert listed(page) == [1]
    assert page._count.text() == "1 session"
    page._rounds.setChecked(True)
    assert sorted(listed(page)) == [1, 2, 3]
    assert page._count.text() == "1 session, 2 rating rounds"


def test_the_sessions_of_a_client_with_rounds_alone_are_the_rounds(qtbot):
    ada = client(1, "Ada", rating_rounds=1)
    page = page_of(qtbot, store(ring(2), of=ada))
    page.show_client(ada)
    assert listed(page) == [2]


def test_the_client_page_counts_them_on_their_own(qtbot):
    detail = ClientDetail()
    qtbot.addWidget(detail)
    detail.show_client(client(1, "Ada", days=1, sessions=4, rating_rounds=2))
    assert "4 sessions" in detail._history.text()
    assert "2 rating rounds" in detail._history.text()
    detail.show_client(client(1, "Ada", rating_rounds=1))
    assert "no session yet" in detail._history.text()
    assert "1 rating round" in detail._history.text()
    assert detail._sessions.isEnabled()


def test_a_round_is_compared_with_nothing():
    made = store(info(1, days=5, estimates=9), info(2, days=1, estimates=9), ring(3))
    made.sessions.timelines = {1: timeline(), 2: timeline()}
    view = create_autospec(CompareView, instance=True)
    ComparePresenter(view, lambda: made, ImmediateTasks()).open(made.sessions.rows[1])
    offered, chosen = view.show_candidates.call_args.args
    assert [s.id for s in offered] == [1, 2]
    assert chosen == [1, 2]


def test_a_report_on_the_course_leaves_rounds_out(tmp_path):
    made = store(info(1, days=5), ring(3))
    wanted = Wanted(1, tmp_path / "a.pdf", Choices(frozenset({Section.FACTS})))
    body = gather(made, wanted).body
    assert isinstance(body, HistoryMatter)
    assert 3 not in [one.id for one in body.infos]
