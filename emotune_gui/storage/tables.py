"""Every table, as SQLAlchemy 2 typed classes. What a column means stands in docs/data.md.

Times named `*_at` are UTC; times named `t` or `*_s` are seconds since the session began.
The Alembic versions under migrations/ write the same schema; a test compares the two.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DDL, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column

from emotune_gui.storage.tables_base import Base, SeedText


class TherapistRow(Base):
    __tablename__ = "therapist"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    created_at: Mapped[datetime]


class ClientRow(Base):
    __tablename__ = "client"
    id: Mapped[int] = mapped_column(primary_key=True)
    therapist_id: Mapped[int] = mapped_column(ForeignKey("therapist.id"))
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    weights_given: Mapped[int]
    # Never given twice, so that an audit row cannot come to name another person.
    __table_args__ = ({"sqlite_autoincrement": True},)


class ConsentRow(Base):
    __tablename__ = "consent"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str]
    text_version: Mapped[int]
    given_at: Mapped[datetime]
    given_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]


class SessionRow(Base):
    __tablename__ = "session"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    source: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    duration_s: Mapped[float]
    state: Mapped[str]
    weights_version: Mapped[int]
    saved_until_s: Mapped[float]
    # Counted along, so that a list of many sessions need not read their records.
    samples: Mapped[int]
    bars: Mapped[int]
    heartbeat_at: Mapped[datetime]
    owner_host: Mapped[str]
    owner_pid: Mapped[int]
    owner_process: Mapped[str]
    recogniser: Mapped[str] = mapped_column(server_default="")
    microphone: Mapped[str] = mapped_column(server_default="")
    __table_args__ = ({"sqlite_autoincrement": True},)


class PlanRow(Base):
    __tablename__ = "plan"
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    strategy: Mapped[str]
    target_valence: Mapped[float]
    target_arousal: Mapped[float]
    lead_minutes: Mapped[float]
    planned_minutes: Mapped[float]
    loudness_limit: Mapped[float]
    excluded_parts: Mapped[str]
    seed: Mapped[int] = mapped_column(SeedText)
    composer: Mapped[str] = mapped_column(server_default="rules")
    song_id: Mapped[str] = mapped_column(server_default="")
    preset: Mapped[str] = mapped_column(server_default="affect")
    instrumentation: Mapped[str] = mapped_column(server_default="")
    path: Mapped[str] = mapped_column(server_default="")
    prompt_minutes: Mapped[float] = mapped_column(server_default="0")


class SessionSummaryRow(Base):
    """What trends need of a session, reckoned from its samples when it ends."""

    __tablename__ = "session_summary"
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    seconds: Mapped[str]
    without: Mapped[str]
    believed_s: Mapped[float]
    speech_s: Mapped[float]
    travelled: Mapped[float]
    affects: Mapped[str]


class EmotionSampleRow(Base):
    """A run of samples in time, packed (storage/packing_samples.py)."""

    __tablename__ = "emotion_sample"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    chunk: Mapped[int]
    samples: Mapped[int]
    first_s: Mapped[float]
    last_s: Mapped[float]
    data: Mapped[bytes]
    __table_args__ = (UniqueConstraint("session_id", "chunk"),)


class BarRow(Base):
    __tablename__ = "bar"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    bar_id: Mapped[int]
    bar_index: Mapped[int]
    start_s: Mapped[float]
    beats: Mapped[int]
    tonic: Mapped[int]
    chord: Mapped[str]
    phrase_position: Mapped[int]
    cadence: Mapped[bool]
    seed: Mapped[int] = mapped_column(SeedText)
    composer: Mapped[str]
    target_valence: Mapped[float]
    target_arousal: Mapped[float]
    estimate_id: Mapped[int | None]
    weights_version: Mapped[int]
    tempo_bpm: Mapped[float]
    density: Mapped[float]
    loudness: Mapped[float]
    velocity_spread: Mapped[float]
    mode: Mapped[str]
    register: Mapped[float]
    bass_register: Mapped[float]
    articulation: Mapped[float]
    dissonance: Mapped[float]
    brightness: Mapped[float]
    instruments: Mapped[str]
    note_count: Mapped[int]
    notes: Mapped[bytes]
    __table_args__ = (UniqueConstraint("session_id", "bar_id"),)


class BarNotesRow(Base):
    """The notes of a run of bars of a session that ended; in `bar` theirs are empty then."""

    __tablename__ = "bar_notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    chunk: Mapped[int]
    bars: Mapped[int]
    data: Mapped[bytes]
    __table_args__ = (UniqueConstraint("session_id", "chunk"),)


class PlayedNoteRow(Base):
    """A run of realised notes, packed (storage/packing_notes.py)."""

    __tablename__ = "played_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    chunk: Mapped[int]
    notes: Mapped[int]
    first_s: Mapped[float]
    last_s: Mapped[float]
    data: Mapped[bytes]
    __table_args__ = (UniqueConstraint("session_id", "chunk"),)


class MarkerRow(Base):
    __tablename__ = "marker"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    t: Mapped[float]
    label: Mapped[str]


class NoteRow(Base):
    """A written note. A locked one never changes; an amendment points at what it amends."""

    __tablename__ = "note"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    t: Mapped[float]
    text: Mapped[str]
    state: Mapped[str]
    # Indexed: without, each note deleted would be looked for in all the others.
    amendment_of: Mapped[int | None] = mapped_column(
        ForeignKey("note.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    by: Mapped[str]
    kind: Mapped[str] = mapped_column(server_default="remark")
    sections: Mapped[str] = mapped_column(server_default="")
    private: Mapped[bool] = mapped_column(server_default="0")
    changed_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    locked_by: Mapped[str] = mapped_column(server_default="")


class ScaleReadingRow(Base):
    """One answer on a scale (domain/scale.py)."""

    __tablename__ = "scale_reading"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    t: Mapped[float]
    kind: Mapped[str]
    value: Mapped[float]
    moment: Mapped[str]
    by: Mapped[str]


class RatingRow(Base):
    __tablename__ = "rating"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int]
    bar_id: Mapped[int]
    t: Mapped[float]
    score: Mapped[int | None]
    fits: Mapped[bool | None]
    by: Mapped[str]
    felt_valence: Mapped[float | None]
    felt_arousal: Mapped[float | None]
    better: Mapped[float | None]
    __table_args__ = (
        ForeignKeyConstraint(
            ["session_id", "bar_id"], ["bar.session_id", "bar.bar_id"], ondelete="CASCADE"
        ),
        Index(None, "session_id", "bar_id"),
    )


class MappingWeightsRow(Base):
    """One version of a client's mapping; `active` on at most one, `undone_at` on those undone."""

    __tablename__ = "mapping_weights"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    version: Mapped[int]
    offsets: Mapped[str]
    belief_mean: Mapped[bytes]
    belief_precision: Mapped[bytes]
    ratings_used: Mapped[int]
    reason: Mapped[str]
    created_at: Mapped[datetime]
    active: Mapped[bool]
    undone_at: Mapped[datetime | None]
    moments: Mapped[str] = mapped_column(server_default="")
    evidence: Mapped[bytes] = mapped_column(server_default=text("x''"))
    evidence_rows: Mapped[int] = mapped_column(server_default="0")
    prior: Mapped[str] = mapped_column(server_default="")
    prior_clients: Mapped[int] = mapped_column(server_default="0")
    arms: Mapped[str] = mapped_column(server_default="")
    listening: Mapped[float] = mapped_column(server_default="1")
    by: Mapped[str] = mapped_column(server_default="therapist")
    __table_args__ = (UniqueConstraint("client_id", "version"),)


class WeightsRatingRow(Base):
    """Which ratings a version of the weights came from."""

    __tablename__ = "weights_rating"
    weights_id: Mapped[int] = mapped_column(
        ForeignKey("mapping_weights.id", ondelete="CASCADE"), primary_key=True
    )
    rating_id: Mapped[int] = mapped_column(
        ForeignKey("rating.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class NeutralProfileRow(Base):
    """One version of a client's face at rest: averages only; the newest is in use."""

    __tablename__ = "neutral_profile"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    version: Mapped[int]
    made_at: Mapped[datetime]
    frames: Mapped[int]
    recogniser: Mapped[str]
    probabilities: Mapped[str]
    measures: Mapped[str]
    spread: Mapped[float]
    __table_args__ = (UniqueConstraint("client_id", "version"),)


class VoiceProfileRow(Base):
    """One version of a client's usual voice: statistics only; the newest is in use."""

    __tablename__ = "voice_profile"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    version: Mapped[int]
    made_at: Mapped[datetime]
    speech_s: Mapped[float]
    features: Mapped[str]
    means: Mapped[bytes]
    deviations: Mapped[bytes]
    __table_args__ = (UniqueConstraint("client_id", "version"),)


class SongRow(Base):
    """A song of the therapist, or a bundled one whose label was changed."""

    __tablename__ = "song"
    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    composer: Mapped[str]
    genre: Mapped[str]
    licence: Mapped[str]
    source: Mapped[str]
    file: Mapped[str]
    kind: Mapped[str]
    valence: Mapped[float]
    arousal: Mapped[float]
    automatic: Mapped[bool]
    tempo_bpm: Mapped[float]
    tonic: Mapped[int]
    mode: Mapped[str]
    duration_s: Mapped[float]
    bundled: Mapped[bool]


class SongBanRow(Base):
    """A song that is not to be chosen for a client; it need not be in `song`."""

    __tablename__ = "song_ban"
    client_id: Mapped[int] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), primary_key=True
    )
    song_id: Mapped[str] = mapped_column(primary_key=True)
    banned_at: Mapped[datetime]


class SongPlayedRow(Base):
    """A song in its place in a session; outlives the song's row."""

    __tablename__ = "song_played"
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    song_id: Mapped[str]
    title: Mapped[str]
    start_s: Mapped[float]
    end_s: Mapped[float]
    reasons: Mapped[str]
    skipped: Mapped[bool]


class AuditEventRow(Base):
    """Append-only (triggers refuse changes); numbers only, never a name, so it may outlive one."""

    __tablename__ = "audit_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    client_id: Mapped[int | None]
    session_id: Mapped[int | None]
    detail: Mapped[str]
    __table_args__ = ({"sqlite_autoincrement": True},)


for _operation in ("UPDATE", "DELETE"):
    _trigger = DDL(  # type: ignore[no-untyped-call]
        f"CREATE TRIGGER audit_event_no_{_operation.lower()} BEFORE {_operation} "
        "ON audit_event BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END"
    )
    event.listen(AuditEventRow.__table__, "after_create", _trigger.execute_if(dialect="sqlite"))

_LOCKED = DDL(  # type: ignore[no-untyped-call]
    "CREATE TRIGGER note_locked BEFORE UPDATE OF text, sections, kind, t, state, private, "
    "created_at, changed_at, by, locked_at, locked_by, amendment_of ON note "
    "WHEN OLD.state = 'locked' "
    "BEGIN SELECT RAISE(ABORT, 'a locked note never changes'); END"
)
event.listen(NoteRow.__table__, "after_create", _LOCKED.execute_if(dialect="sqlite"))
