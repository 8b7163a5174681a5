"""Plans kept under a name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.session import Plan, PlanTemplate
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.failures import DAMAGED, sentence
from emotune_gui.storage.plans import plan_from, plan_text
from emotune_gui.storage.tables_practice import PlanTemplateRow
from emotune_gui.storage.texts import client_name, folded, name_key


class Templates:
    """All calls raise StorageError when the database fails, InvalidInput for what cannot be."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def list(self) -> Sequence[PlanTemplate]:
        """By name."""
        with self._connections.reading() as session:
            found = [self._template(row) for row in session.scalars(select(PlanTemplateRow))]
        return sorted(found, key=lambda template: (folded(template.name), template.id))

    def get(self, template_id: int) -> PlanTemplate:
        with self._connections.reading() as session:
            return self._template(_row(session, template_id))

    def save(self, name: str, plan: Plan, *, replace: bool = False) -> PlanTemplate:
        """A new template; with `replace` the one of that name gets this plan.

        Raises InvalidInput for a name that will not do or, without `replace`, is taken.
        """
        name = client_name(name)
        with self._connections.writing() as session:
            row = _named(session, name)
            if row is not None and not replace:
                raise InvalidInput("There is a template of that name already: choose another.")
            row = row or PlanTemplateRow()
            row.name, row.name_key = name, name_key(name)
            row.plan, row.changed_at = plan_text(plan), datetime.now(UTC)
            session.add(row)
            session.flush()
            return self._template(row)

    def update(self, template_id: int, plan: Plan) -> PlanTemplate:
        with self._connections.writing() as session:
            row = _row(session, template_id)
            row.plan, row.changed_at = plan_text(plan), datetime.now(UTC)
            session.flush()
            return self._template(row)

    def rename(self, template_id: int, name: str) -> PlanTemplate:
        name = client_name(name)
        with self._connections.writing() as session:
            row = _row(session, template_id)
            taken = _named(session, name)
            if taken is not None and taken.id != template_id:
                raise InvalidInput("There is a template of that name already: choose another.")
            row.name, row.name_key = name, name_key(name)
            session.flush()
            return self._template(row)

    def delete(self, template_id: int) -> PlanTemplate:
        """Returns what was removed; `save` of its name and plan undoes this."""
        with self._connections.writing() as session:
            row = _row(session, template_id)
            removed = self._template(row)
            session.delete(row)
            return removed

    def _template(self, row: PlanTemplateRow) -> PlanTemplate:
        try:
            return PlanTemplate(row.id, row.name, plan_from(row.plan))
        except ValueError as error:
            raise StorageError(sentence(DAMAGED, self._connections.path)) from error


def _named(session: Session, name: str) -> PlanTemplateRow | None:
    return session.scalar(select(PlanTemplateRow).where(PlanTemplateRow.name_key == name_key(name)))


def _row(session: Session, template_id: int) -> PlanTemplateRow:
    row = session.get(PlanTemplateRow, template_id)
    if row is None:
        raise InvalidInput("This template is no longer there: choose one from the list.")
    return row
