"""Alembic's entry. The program hands in an open connection; by hand, give a database's URL:

alembic -x url=sqlite:///some.db upgrade head
"""

from __future__ import annotations

from typing import Any


def migrate() -> None:
    from alembic import context
    from sqlalchemy import create_engine

    from emotune_gui.storage.tables_base import Base

    def run(connection: Any) -> None:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            # The program opened the transaction and commits it after its own checks.
            transactional_ddl=False,
        )
        context.run_migrations()

    connection = context.config.attributes.get("connection")
    if connection is not None:
        run(connection)
        return
    with create_engine(context.get_x_argument(as_dictionary=True)["url"]).begin() as own:
        run(own)


migrate()
