from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from emotune_gui.music.composing import RuleComposer
from emotune_gui.music.features import FEATURES, features_of_bars
from emotune_gui.training.music.card import write_measured
from emotune_gui.training.music.clips import asked
from emotune_gui.training.music.corpus_figures import MEASURES, measures_of
from emotune_gui.training.music.evaluation import EvaluationOptions, evaluate_music
from emotune_gui.training.music.judge import QUADRANTS
from tests.music.walking import music_for


def small_set(folder: Path, workspace: Path, count: int = 64) -> None:
    """Labels and kept features of clips that the rules composed with other seeds."""
    quadrants = np.arange(count) % 4
    rows = []
    for seed, quadrant in enumerate(quadrants):
        parameters = music_for(asked(QUADRANTS[quadrant], seed))
        composer = RuleComposer(seed)
        rows.append(features_of_bars([composer.next_bar(parameters) for _ in range(8)]))
    (folder / "emopia").mkdir()
    lines = ["file,quadrant,split_song_level"]
    lines += [f"m/{k}.mid,Q{q + 1},{'val' if k % 3 else 'train'}" for k, q in enumerate(quadrants)]
    (folder / "emopia" / "labels.csv").write_text("\n".join(lines), encoding="utf-8")
    workspace.mkdir()
    np.savez(workspace / "emopia_features.npz", rows=np.array(rows), names=np.array(FEATURES))
    figures = {name: [0.9, 0.1] for name in MEASURES}
    (workspace / "corpus_figures.json").write_text(json.dumps(figures), encoding="utf-8")


def test_the_rules_are_judged_and_compared(tmp_path: Path) -> None:
    """Without networks in the folder only the rules are measured; the card takes the figures."""
    workspace = tmp_path / "work"
    small_set(tmp_path, workspace)
    result = evaluate_music(
        EvaluationOptions(tmp_path, tmp_path, workspace, clips=2, shaping=False)
    )
    assert list(result["composers"]) == ["rules"]
    rules = result["composers"]["rules"]
    assert rules["clips"] == 8
    assert rules["arousal"] >= 0.75
    for name in ("arousal", "valence", "quadrants"):
        assert 0.0 <= rules[name] <= 1.0
        assert 0.0 <= rules["development_judge"][name] <= 1.0
    heard = rules["heard_as"]
    assert all(sum(row.values()) == 2 for row in heard.values())
    assert 0.0 <= rules["repeats_in_ten_minutes"] < 0.1
    for name in MEASURES:
        found = rules["measures"][name]
        off = (found["mean"] - 0.9) / 0.1
        assert abs(found["off_in_sd"] - off) < 1e-2
    assert "pace" not in result
    json.dumps(result)
    card = tmp_path / "card.md"
    card.write_text("# Card\n\nkept\n", encoding="utf-8")
    for _ in range(2):
        write_measured(result, card)
    text = card.read_text(encoding="utf-8")
    assert text.count("| rules |") == 1 and "kept" in text


def test_measures_of_an_excerpt() -> None:
    notes = [(float(beat), 60 + 2 * (beat % 2)) for beat in range(8)]
    entropy, scale, groove = measures_of(notes, 4)
    assert (entropy, scale, groove) == (1.0, 1.0, 1.0)
