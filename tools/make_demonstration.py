"""Makes the demonstration clip. From the repository's root:

    python tools/make_demonstration.py resources/demonstration/demonstration.mp4

It needs the development tools (scikit-image brings the portrait). The same code and libraries
give the same pictures; nothing in the clip but the pictures says what is shown.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import pi, sin
from pathlib import Path
from typing import Any

import numpy as np
from demonstration.expressions import EXPRESSIONS, Expression
from demonstration.face import SIZE, Image, WarpedFace
from demonstration.points import Points

RATE = 30
CHANGE_S = 0.9
"""How long an expression takes to come and go."""
SCRIPT: tuple[tuple[str, float], ...] = (
    ("neutral", 4.0),
    ("happiness", 5.5),
    ("neutral", 2.5),
    ("sadness", 6.0),
    ("neutral", 2.5),
    ("anger", 6.0),
    ("neutral", 2.5),
    ("surprise", 5.0),
    ("neutral", 2.5),
    ("happiness", 4.5),
    ("neutral", 4.0),
)
"""Expression and seconds, changes included. The clip is looped, so it ends as it begins."""
BLINKS_S = (1.6, 5.9, 8.3, 10.9, 14.2, 19.2, 23.7, 28.0, 35.2, 38.2, 43.4)
_BLINK_HALF_S = 0.13
_LID_GAP = 1.9
"""Portrait pixels that stay between closed lids: lashes, and room for the spline."""
_LIDS = ((37, 41, 84), (38, 40, 84), (43, 47, 85), (44, 46, 85))
"""Upper lid, the lower lid it meets, and the crease that follows half of it each."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the demonstration clip.")
    parser.add_argument("clip", type=Path)
    clip = parser.parse_args().clip
    write_clip(clip, pictures(0.0, total_s()))
    sys.stderr.write(f"{clip}: {total_s():.1f} s, {clip.stat().st_size / 1e6:.2f} MB\n")


def total_s() -> float:
    return sum(seconds for _, seconds in SCRIPT)


def pictures(start_s: float, end_s: float, step: int = 1) -> Iterator[Image]:
    """Every `step`-th picture of that part of the clip, 640 x 480 BGR."""
    from skimage.data import astronaut

    face = WarpedFace(np.ascontiguousarray(astronaut()[..., ::-1]))
    for index in range(round(start_s * RATE), round(end_s * RATE), step):
        yield drawn(face, index / RATE)


def drawn(face: WarpedFace, t: float) -> Image:
    before, after, share = scripted(t)
    points = before.points + share * (after.points - before.points)
    points = blinked(points, lid(t))
    x, y, turn = (a + share * (b - a) for a, b in zip(before.head, after.head, strict=True))
    sway_x, sway_y, sway_turn, zoom = sway(t)
    return face.draw(
        turned_away(points, 0.8 * sway_x),
        relaxed=_between(before.relaxed, after.relaxed, share),
        teeth=min(1.0, 2 * _between(before.teeth, after.teeth, share)),
        shades=_blended(before.shades, after.shades, share),
        head=(x + sway_x, y + sway_y, turn + sway_turn, zoom),
    )


def scripted(t: float) -> tuple[Expression, Expression, float]:
    """The expression before, the one now, and how far (0-1) the change has come."""
    begins, previous = 0.0, SCRIPT[-1][0]
    for name, seconds in SCRIPT:
        if t < begins + seconds:
            along = min(1.0, (t - begins) / CHANGE_S)
            eased = along**3 * (10 - 15 * along + 6 * along * along)
            return EXPRESSIONS[previous], EXPRESSIONS[name], eased
        begins, previous = begins + seconds, name
    return EXPRESSIONS[previous], EXPRESSIONS[previous], 1.0


def lid(t: float) -> float:
    """0 with open eyes, 1 with the lids down."""
    return max(max(0.0, 1 - ((t - blink) / _BLINK_HALF_S) ** 2) for blink in BLINKS_S)


def blinked(points: Points, closed: float) -> Points:
    """The upper lids lowered by that share (0-1) of the way to the lower."""
    result = points.copy()
    for upper, lower, crease in _LIDS:
        drop = closed * max(0.0, points[lower, 1] - points[upper, 1] - _LID_GAP)
        result[upper, 1] += drop
        result[crease, 1] += 0.13 * drop
    return result


def sway(t: float) -> tuple[float, float, float, float]:
    """The small movements of a head that sits still: x, y (pixels), turn (degrees), zoom.

    Every period divides the clip's length, so that the loop has no seam.
    """
    turn = 2 * pi * t / total_s()
    return (
        1.6 * sin(5 * turn) + 0.6 * sin(13 * turn + 1),
        0.8 * sin(7 * turn + 2) + 0.4 * sin(11 * turn),
        1.2 * sin(4 * turn + 0.5) + 0.4 * sin(9 * turn),
        1 + 0.008 * sin(3 * turn),
    )


def turned_away(points: Points, pixels: float) -> Points:
    """A slight turn of the head: the nearer to its middle, the further a point goes aside."""
    away = np.abs(points[:, 0] - 226.0) / 47.0
    result = points.copy()
    result[:, 0] += pixels * np.clip(1 - away**2, 0, 1)
    return result


def _between(a: float, b: float, share: float) -> float:
    return a + share * (b - a)


def _blended(a: Mapping[str, float], b: Mapping[str, float], share: float) -> dict[str, float]:
    return {name: _between(a.get(name, 0.0), b.get(name, 0.0), share) for name in {*a, *b}}


def write_clip(path: Path, images: Iterator[Image]) -> None:
    """H.264 where the encoder is there, else MPEG-4."""
    import av

    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = _stream(container)
        for index, image in enumerate(images):
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts = index
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def _stream(container: Any) -> Any:
    import av

    try:
        stream = container.add_stream("libx264", rate=RATE)
        stream.options = {"crf": "21", "preset": "slow"}
    except (av.error.FFmpegError, ValueError):
        stream = container.add_stream("mpeg4", rate=RATE)
        stream.bit_rate = 700_000
    stream.width, stream.height = SIZE
    stream.pix_fmt = "yuv420p"
    stream.codec_context.gop_size = 2 * RATE
    stream.codec_context.thread_count = 1
    stream.time_base = Fraction(1, RATE)
    return stream


if __name__ == "__main__":
    main()
