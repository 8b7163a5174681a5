"""A folder of pictures shown as a slow film, or one picture held still."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np

from emotune_gui.capture.framing import MAX_SIDE, fitted
from emotune_gui.capture.pacing import PacedSource, Picture
from emotune_gui.capture.paths import require_file, shown_name
from emotune_gui.capture.quiet import quiet_opencv
from emotune_gui.domain.face import ImageArray
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.domain.ports import Clock

IMAGE_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".webp", ".tif", ".tiff"}
    | {".pgm", ".ppm", ".pbm", ".pnm", ".avif", ".jp2"}
)
PICTURES_PER_SECOND = 2.0
REPEATS_PER_SECOND = 10.0
"""A picture is handed out again at this rate, so that tracking and smoothing can settle on it."""
_LARGE_FILE_BYTES = 8_000_000


class ImageSource(PacedSource):
    """A folder in natural order (2 before 10), or a single picture.

    A folder ends after its last picture. A single picture stands still until the source is
    closed. Unpaced, every picture comes exactly once.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        clock: Clock | None = None,
        loop: bool = False,
        paced: bool = True,
        pictures_per_second: float = PICTURES_PER_SECOND,
    ) -> None:
        repeats = max(1, round(REPEATS_PER_SECOND / pictures_per_second)) if paced else 1
        self._album = Album(Path(path), 1.0 / pictures_per_second, repeats)
        super().__init__(self._album, clock=clock, loop=loop, paced=paced)

    @property
    def damaged(self) -> int:
        """Pictures that could not be read and were left out."""
        return len(self._album.damaged)


class Album:
    """A Reel over image files; at most two decoded pictures in memory."""

    def __init__(self, path: Path, each_s: float, repeats: int) -> None:
        self.path = path
        self.name = shown_name(path)
        self.end_s = 0.0
        self.damaged: set[Path] = set()
        self._each_s = each_s
        self._repeats = repeats
        self._files: list[Path] = []
        self._single = False
        self.rewind()

    def open(self) -> None:
        quiet_opencv()
        self._single = not self.path.is_dir()
        if self._single:
            require_file(self.path)
            self._files = [self.path]
        else:
            self._files = self._listed()
        self.rewind()
        if not self._turn_page():
            raise SourceUnavailable(self._no_picture_text())
        self._repeated = 0

    def next(self) -> Picture | None:
        if self._image is None or self._repeated >= self._repeats:
            still = self._single and self._repeats > 1 and self._image is not None
            if not still and not self._turn_page():
                return None
            self._shown += 1
            self._repeated = 0
        step_s = self._each_s / self._repeats
        position = self._shown * self._each_s + self._repeated * step_s
        self._repeated += 1
        self.end_s = position + step_s
        image = self._image
        assert image is not None
        return Picture(position, lambda: image)

    def rewind(self) -> None:
        self._next_file = 0
        self._shown = 0
        self._repeated = 0
        self._image: ImageArray | None = None

    def close(self) -> None:
        self._image = None
        self._files = []

    def _turn_page(self) -> bool:
        """Decode the next readable file; False when there is none."""
        while self._next_file < len(self._files):
            file = self._files[self._next_file]
            self._next_file += 1
            image = read_image(file)
            if image is not None:
                self._image = image
                return True
            self.damaged.add(file)
        return False

    def _listed(self) -> list[Path]:
        try:
            files = [file for file in self.path.iterdir() if is_image(file)]
        except OSError:
            raise SourceUnavailable(
                f"The folder “{self.name}” may not be read; ask for permission to it."
            ) from None
        if not files:
            raise SourceUnavailable(
                f"There are no pictures in the folder “{self.name}”; choose another folder."
            )
        return sorted(files, key=_natural_key)

    def _no_picture_text(self) -> str:
        if self._single:
            return f"“{self.name}” is not a picture this program can read; it may be damaged."
        return f"None of the pictures in the folder “{self.name}” can be read; they are damaged."


def is_image(path: Path) -> bool:
    """By its name only; hidden files (and the shadows macOS leaves) are none."""
    return path.suffix.lower() in IMAGE_SUFFIXES and not path.name.startswith(".")


def read_image(path: Path) -> ImageArray | None:
    """BGR pixels, turned as the camera was held (EXIF), at most 1280 on the long side.

    None when the file is missing, damaged, cut short or of an unknown kind.
    """
    found = read_image_scaled(path)
    return None if found is None else found[0]


def read_image_scaled(path: Path) -> tuple[ImageArray, float] | None:
    """The same, with how many pixels of the file one of its pixels stands for."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if not data or _is_cut_jpeg(data):
        return None
    image, reduced = _decoded(data)
    if image is None:
        return None
    return fitted(image), reduced * max(1.0, max(image.shape[:2]) / MAX_SIDE)


def _decoded(data: bytes) -> tuple[ImageArray | None, float]:
    """With how much smaller it was decoded than it is."""
    buffer = np.frombuffer(data, dtype=np.uint8)
    try:
        if len(data) > _LARGE_FILE_BYTES:
            # A 200-megapixel photograph would take 600 MB decoded whole.
            small = cv2.imdecode(buffer, cv2.IMREAD_REDUCED_COLOR_4)
            if small is not None and max(small.shape[:2]) >= MAX_SIDE:
                return np.asarray(small, dtype=np.uint8), 4.0
        image = cv2.imdecode(buffer, cv2.IMREAD_COLOR)
    except cv2.error:
        return None, 1.0
    return (None if image is None else np.asarray(image, dtype=np.uint8)), 1.0


def _is_cut_jpeg(data: bytes) -> bool:
    # The decoder fills what is missing with grey. Entropy-coded data never holds a marker, so
    # a whole file has its end-of-image marker after its last start-of-scan marker.
    return data.startswith(b"\xff\xd8") and data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda")


def _natural_key(path: Path) -> tuple[list[tuple[int, int, str]], str]:
    """Sorts digits as numbers: 2.png before 10.png."""
    parts = re.split(r"([0-9]+)", path.name.casefold())
    return [
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts
    ], path.name
