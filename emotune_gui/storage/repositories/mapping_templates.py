"""Mappings kept under a name, for other clients to begin from. Nothing of a person is in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import MappingTemplate, MappingWeights
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.converting_weights import moments_from, offsets_from, rows_text
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.tables_practice import MappingTemplateRow
from emotune_gui.storage.texts import folded, name_key, storable
from emotune_gui.storage.times import now

LONGEST_NAME = 80
NO_NAME = "Give the template a name."
DAMAGED = "The template “{name}” is damaged: keep a mapping under the same name to replace it."


class MappingTemplates:
    """All calls raise StorageError when the database fails."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def list(self) -> Sequence[MappingTemplate]:
        """By name; damaged ones are left out (`damaged`)."""
        with self._connections.reading() as session:
            rows = session.scalars(select(MappingTemplateRow))
            found = [made for row in rows if (made := _template(row)) is not None]
        return sorted(found, key=lambda template: (folded(template.name), template.name))

    def damaged(self) -> str:
        """One sentence on one that is damaged; empty where none is."""
        with self._connections.reading() as session:
            rows = session.scalars(select(MappingTemplateRow).order_by(MappingTemplateRow.id))
            name = next((row.name for row in rows if _template(row) is None), None)
        return "" if name is None else DAMAGED.format(name=name)

    def save(self, name: str, weights: MappingWeights, by: str = "therapist") -> MappingTemplate:
        """Offsets and moments only; takes the place of one of the same name.

        Raises InvalidInput without a name.
        """
        made = MappingTemplate(_name(name), weights.offsets, weights.moments)
        with self._connections.writing() as session:
            _put(session, made, by)
        return made

    def delete(self, name: str) -> None:
        """Nothing where there is none of that name."""
        with self._connections.writing() as session:
            row = _row(session, name)
            if row is not None:
                session.delete(row)
                write_event(session, "mapping_template.delete", detail=f"template={row.id}")

    def take_over(self, templates: Iterable[MappingTemplate]) -> int:
        """Add what lay elsewhere, all or nothing; one that is there already is not added again,
        another of the same name gets a number. Returns how many came."""
        came = 0
        with self._connections.writing() as session:
            for template in templates:
                free = _free(session, template)
                if free is not None:
                    _put(session, free, "therapist")
                    came += 1
        return came


def _put(session: Session, template: MappingTemplate, by: str) -> None:
    row = _row(session, template.name) or MappingTemplateRow()
    row.name, row.name_key = template.name, name_key(template.name)
    row.offsets, row.moments = rows_text(template.offsets), rows_text(template.moments)
    row.changed_at, row.by = now(), storable(by)
    session.add(row)
    session.flush()
    write_event(session, "mapping_template.save", detail=f"template={row.id}", actor=by)


def _free(session: Session, template: MappingTemplate) -> MappingTemplate | None:
    name, number = _name(template.name), 1
    while True:
        candidate = MappingTemplate(name, template.offsets, template.moments)
        row = _row(session, name)
        if row is None:
            return candidate
        if (row.offsets, row.moments) == (rows_text(template.offsets), rows_text(template.moments)):
            return None
        number += 1
        ending = f" ({number})"
        name = _name(template.name)[: LONGEST_NAME - len(ending)] + ending


def _name(typed: str) -> str:
    name = storable(" ".join(typed.split())[:LONGEST_NAME])
    if not name:
        raise InvalidInput(NO_NAME)
    return name


def _row(session: Session, name: str) -> MappingTemplateRow | None:
    key = name_key(name)
    return session.scalar(select(MappingTemplateRow).where(MappingTemplateRow.name_key == key))


def _template(row: MappingTemplateRow) -> MappingTemplate | None:
    """None for a damaged one."""
    try:
        return MappingTemplate(row.name, offsets_from(row.offsets), moments_from(row.moments))
    except (ValueError, TypeError):
        return None
