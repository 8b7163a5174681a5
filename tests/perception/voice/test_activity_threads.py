from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import os
from pathlib import Path
import numpy as np
from emotune_gui.perception.voice.activity import CHUNK, SileroActivity
activity = SileroActivity()
noise = np.random.default_rng(1).normal(0.0, 0.1, CHUNK).astype(np.float32)
before = len(list(Path("/proc/self/task").iterdir()))
for _ in range(5):
    activity(noise)
print(len(list(Path("/proc/self/task").iterdir())) - before, os.environ.get("OMP_THREAD_LIMIT"))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted by /proc")
def test_noticing_speech_starts_no_threads_and_leaves_the_environment_as_it_was() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "None"]
