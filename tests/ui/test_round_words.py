from __future__ import annotations

import pytest

from emotune_gui.engine.rating_round import RoundResult
from emotune_gui.ui.presenters.rating_round import end_words


@pytest.mark.parametrize(
    ("ratings", "version", "said"),
    [
        (0, None, "Nothing was rated, so nothing changed."),
        (1, None, "1 rating is kept; the mapping did not change."),
        (1, 4, "1 rating is kept. What it changed in the music:"),
        (3, None, "3 ratings are kept; the mapping did not change."),
        (3, 4, "3 ratings are kept. What they changed in the music:"),
    ],
)
def test_the_end_says_how_many_ratings_are_kept_and_whether_they_changed_anything(
    ratings, version, said
):
    assert end_words(RoundResult(ratings, 1, version)) == said
