"""Reads from the database what a report needs; slow, for a background thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import Client, Purpose, SessionInfo, SessionState
from emotune_gui.ui.presenters.review_data import prepare
from emotune_gui.ui.presenters.review_summary import summarise
from emotune_gui.ui.presenters.store import Store
from emotune_gui.ui.reporting.matter import (
    HistoryMatter,
    ReportMatter,
    ReportNote,
    Section,
    SessionMatter,
    Wanted,
    arranged,
)
from emotune_gui.ui.wording import translate

Noted = tuple[tuple[SessionInfo, tuple[ReportNote, ...]], ...]


def gather(store: Store, wanted: Wanted) -> ReportMatter:
    """Raises StorageError, or InvalidInput for a number that does not exist and for a report for
    supervision to which the client has not consented."""
    body: SessionMatter | HistoryMatter
    infos: tuple[SessionInfo, ...]
    if wanted.session_id is not None:
        body = _session(store, wanted.session_id)
        client_id, infos = body.info.client_id, (body.info,)
    else:
        client_id = wanted.client_id
        body = _history(store, client_id)
        infos = body.infos
    choices = wanted.choices
    client = store.clients.get(client_id)
    if choices.supervision:
        client = for_supervision(client)
    notes: Noted = ()
    if Section.NOTES in choices.sections:
        notes = tuple((info, _notes(store, info.id, drafts=choices.drafts)) for info in infos)
    return ReportMatter(
        client=client,
        practice=store.practice.get(),
        body=body,
        consents=tuple(store.consents.history(client_id)),
        notes=notes,
        made_at=datetime.now(UTC),
        supervision=choices.supervision,
    )


def for_supervision(client: Client) -> Client:
    """With a number for the name. Raises InvalidInput without the consent to it."""
    if Purpose.SHARE_SUPERVISION not in client.consents:
        raise InvalidInput(
            translate(
                "Report",
                "This client has not consented to sharing in supervision, so no report for it "
                "was written.",
            )
        )
    return replace(client, name=translate("Report", "Client {0}").format(client.id))


def _session(store: Store, session_id: int) -> SessionMatter:
    data = prepare(store.sessions.timeline(session_id, written=False))
    return SessionMatter(data.timeline.info, data, summarise(data), tuple(data.timeline.scales))


def _history(store: Store, client_id: int) -> HistoryMatter:
    infos = [i for i in store.sessions.list(client_id) if i.state is not SessionState.OPEN]
    infos.sort(key=lambda i: (i.started_at.timestamp(), i.id))
    trends = {trend.session_id: trend for trend in store.trends.of_client(client_id)}
    # The plots number sessions as the table does: only those with a point of their own.
    kept = [info for info in infos if info.id in trends]
    return HistoryMatter(tuple(kept), tuple(trends[info.id] for info in kept))


def _notes(store: Store, session_id: int, *, drafts: bool) -> tuple[ReportNote, ...]:
    return arranged(tuple(store.notes.of_session(session_id)), drafts=drafts)
