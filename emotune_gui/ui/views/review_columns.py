"""What the list of sessions says of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from emotune_gui.domain.session import SessionInfo
from emotune_gui.ui.table import Column
from emotune_gui.ui.wording import (
    course_words,
    length_words,
    moment_words,
    session_state_word,
    translate,
)


def session_columns() -> list[Column[SessionInfo]]:
    return [
        Column(
            translate("Review", "Client"),
            lambda s: s.client_name,
            lambda s: s.client_name.casefold(),
        ),
        Column(
            translate("Review", "When"),
            lambda s: moment_words(s.started_at, datetime.now(UTC)),
            lambda s: s.started_at.timestamp(),
            width=184,
        ),
        Column(
            translate("Review", "Length"),
            lambda s: length_words(s.duration_s),
            lambda s: s.duration_s,
            width=112,
            figure=True,
        ),
        Column(
            translate("Review", "Strategy"),
            course_words,
            course_words,
            width=200,
        ),
        Column(
            translate("Review", "Ratings"),
            lambda s: str(s.ratings),
            lambda s: s.ratings,
            width=96,
            figure=True,
        ),
        Column(
            translate("Review", "Ended"),
            lambda s: session_state_word(s.state),
            lambda s: s.state.value,
            width=128,
        ),
    ]


def count_words(sessions: Sequence[SessionInfo]) -> str:
    """'5 sessions, 1 rating round': rounds are counted on their own."""
    rounds = sum(info.is_round for info in sessions)
    held = len(sessions) - rounds
    one, many = translate("Review", "1 session"), translate("Review", "{n} sessions")
    words = one if held == 1 else many.format(n=held)
    if not rounds:
        return words
    one, many = translate("Review", "1 rating round"), translate("Review", "{n} rating rounds")
    return f"{words}, {one if rounds == 1 else many.format(n=rounds)}"
