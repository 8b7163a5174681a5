"""What the list of sessions says of each."""

from __future__ import annotations

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
