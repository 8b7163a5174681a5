"""``emotune rate``: every kind of judgement, refused in one sentence or stored with who gave it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from emotune_gui.cli import main
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import ChangeKind, PersonalSettings
from emotune_gui.domain.session import Purpose
from emotune_gui.personalisation.evidence import Kind
from emotune_gui.storage.opening import open_database
from emotune_gui.storage.recorder import Recorder
from tests.storage import records


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Six bars, a face that is believed, and the consent to learn."""
    path = tmp_path / "ada.db"
    database = open_database(path)
    session = records.open_session(database)
    client = database.sessions.info(session).client_id
    database.consents.give(client, Purpose.PERSONALISE)
    recorder = Recorder(database, session, records.HandClock())
    for k in range(120):
        recorder.estimate(k / 10, records.estimate(k))
    for k in range(6):
        recorder.bar(k * 2.0, records.bar(k), Affect(-0.5, 0.5))
    assert recorder.close() == 0
    database.sessions.end(session, ended_at=records.STARTED, duration_s=12.0)
    database.close()
    return path


def rate(path: Path, *words: str) -> int:
    return main(["rate", "--db", str(path), "--session", "1", *words])


def test_all_of_it_is_stored_and_the_answer_names_version_and_change(path, capfd) -> None:
    words = ("--score", "2", "--felt", "-0.5", "0.9", "--better", "-0.5", "--by", "client")
    assert rate(path, "--bar", "4", *words, "--json") == 0
    told = json.loads(capfd.readouterr().out)
    assert told["weights_version"] == 1
    assert told["sentence"] == told["reason"]
    assert told["reason"].endswith(".")
    database = open_database(path)
    [(session, rating)] = database.weights.ratings_behind(1, 1)
    assert (session, rating.score, rating.better, rating.by) == (1, 2, -0.5, "client")
    assert rating.felt == Affect(-0.5, 0.9)
    [version] = database.weights.history(1)
    kinds = sorted(Kind(int(row[1])) for row in version.evidence)
    assert kinds == [Kind.RATED, Kind.COMPARED, Kind.FELT, Kind.FELT]
    [change] = database.mapping_changes.of_client(1)
    assert (change.kind, change.by) == (ChangeKind.RATED, "client")
    database.close()


@pytest.mark.parametrize(
    "words", [("--fits",), ("--no-fits",), ("--felt", "0", "-0.2"), ("--better", "1")]
)
def test_each_judgement_will_do_alone(path, capsys, words) -> None:
    assert rate(path, "--bar", "3", *words) == 0
    assert capsys.readouterr().out.startswith("The rating is stored, version 1 is in use. ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--score 1 to 5"),
        (("--felt", "1.5", "0"), "--felt as two numbers"),
        (("--felt", "nan", "0"), "--felt as two numbers"),
        (("--better", "2"), "--better as a number"),
        (("--better", "nan"), "--better as a number"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(tmp_path, capsys, words, said) -> None:
    assert rate(tmp_path / "none.db", "--bar", "1", *words) == 1
    told = capsys.readouterr().err.strip()
    assert said in told and "\n" not in told
    assert not (tmp_path / "none.db").exists()


def test_the_first_bar_has_none_before_it(path, capsys) -> None:
    assert rate(path, "--bar", "1", "--better", "1") == 1
    assert "none before it" in capsys.readouterr().err
    database = open_database(path)
    assert database.sessions.timeline(1).ratings == ()
    database.close()


def test_only_the_client_and_the_therapist_rate(path, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        rate(path, "--bar", "1", "--score", "3", "--by", "the dog")
    assert ended.value.code == 2
    assert "--by" in capsys.readouterr().err


@pytest.mark.parametrize("why", ["consent", "locked"])
def test_where_nothing_is_learned_it_is_said_why(path, capfd, why) -> None:
    database = open_database(path)
    if why == "consent":
        database.consents.withdraw(1, Purpose.PERSONALISE)
    else:
        database.weights.set_settings(1, PersonalSettings(locked=True))
    database.close()
    assert rate(path, "--bar", "2", "--score", "1", "--json") == 0
    told = json.loads(capfd.readouterr().out)
    assert told["weights_version"] is None and told["reason"] is None
    assert why in told["sentence"] and told["rating_id"] > 0
