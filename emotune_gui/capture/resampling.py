"""From any rate to the program's 16 kHz, without a click where blocks meet."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray

# FFmpeg's usual filter lets 8.2 kHz through at -15 dB as a false 7.8 kHz; this one keeps
# everything above 8 kHz below -80 dB and what is below 7.2 kHz untouched.
_FILTER = f"{SAMPLE_RATE}:filter_type=kaiser:kaiser_beta=9:filter_size=128:cutoff=0.95"


class Resampler:
    """Mono sound at `rate` Hz to SAMPLE_RATE, in pieces of any length (FFmpeg's swresample).

    Output sample n is the input at n * rate / SAMPLE_RATE: nothing is shifted in time. About
    4 ms of the input are held back until what follows is known, or until `finish`.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._fed = 0
        self._graph: Any = None
        if rate != SAMPLE_RATE:
            self._graph = _graph(rate)

    def push(self, samples: SoundArray) -> SoundArray:
        """What can be told by now; may be empty."""
        if self._graph is None or not len(samples):
            return samples
        import av

        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples, dtype=np.float32)[None], format="flt", layout="mono"
        )
        frame.sample_rate = self._rate
        frame.pts, frame.time_base = self._fed, Fraction(1, self._rate)
        self._fed += len(samples)
        self._graph.push(frame)
        return self._pulled()

    def finish(self) -> SoundArray:
        """The last few milliseconds; nothing may be pushed afterwards."""
        if self._graph is None or not self._fed:
            return np.zeros(0, dtype=np.float32)
        self._graph.push(None)
        return self._pulled()

    def _pulled(self) -> SoundArray:
        pieces = [np.zeros(0, dtype=np.float32), *_outputs(self._graph)]
        # The filter overshoots a little at full scale.
        return np.clip(np.concatenate(pieces), -1.0, 1.0)


def _graph(rate: int) -> Any:
    from av.filter import Graph

    graph = Graph()
    nodes = [
        graph.add(
            "abuffer",
            sample_rate=str(rate),
            sample_fmt="flt",
            channel_layout="mono",
            time_base=f"1/{rate}",
        ),
        graph.add("aresample", _FILTER),
        graph.add("aformat", sample_fmts="flt", channel_layouts="mono"),
        graph.add("abuffersink"),
    ]
    for node, following in pairwise(nodes):
        node.link_to(following)
    graph.configure()
    return graph


def _outputs(graph: Any) -> Iterator[SoundArray]:
    import av

    while True:
        try:
            yield graph.pull().to_ndarray()[0]
        except (av.error.BlockingIOError, av.error.EOFError):
            return
