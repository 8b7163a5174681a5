"""Rating rounds that a crash cut off are learned from and closed, and it is said."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from emotune_gui.domain.rounds import Rescued
from emotune_gui.engine.archive import Archive
from emotune_gui.ui.presenters.today import rescued_words

if TYPE_CHECKING:
    from emotune_gui.app.window import ProgramWindow

_log = logging.getLogger(__name__)


def close_rounds(program: ProgramWindow, archive: Archive) -> None:
    """In the background; what became of them stands in the window, once that is not locked."""

    def work() -> tuple[Rescued, ...]:
        # Imported here: the window appears before what is needed to learn is loaded.
        from emotune_gui.engine.round_rescue import close_rounds

        return close_rounds(archive.open())

    def tell(rescued: tuple[Rescued, ...]) -> None:
        said = " ".join(filter(None, map(rescued_words, rescued)))
        if said:
            program.lock.presenter.when_open(lambda: program.notify(said))

    program.tasks.act(work, tell, _log.warning)
