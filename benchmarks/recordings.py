"""Recordings analysed in bulk, beside the video analysis of the package `fer`.

    python -m benchmarks.recordings [--seconds 60] [--clip FILE] [--speech FILE] [--long 7200]
        [--json]

Speed: two films of 640 x 360, made of the clip, at every picture, with two workers on two cores
and with one; the start of the processes and the loading of the weights are counted, as the person
waits for them too. Times are by the clock, beside the processor's, which a busy machine does not
change much. The same films with speech as their sound are listened to as well. Memory: the largest
worker with a film of two minutes and with one of `--long` seconds (the same film over and over,
looked at every two seconds, for the length is what is asked about).
`fer` 22.5.1 analyses the same film in the environment of `benchmarks.face`, one process on one
thread. Exit code 1 below a floor.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

from benchmarks.face import CLIPS, DEMONSTRATION, ONE_THREAD, ROOT, peer_python
from emotune_gui.domain.voice import SAMPLE_RATE

SIZE = (640, 360)
SPEED_FLOOR, SPEED_AIM = 6.0, 12.0
GAIN_FLOOR, GAIN_AIM = 1.7, 1.9
MEMORY_LIMIT = 1.10
SHORT_S = 120.0
LOOK_MS = "2000"
SPEECH = ROOT.parent / "shared" / "data" / "voice" / "activity" / "conversation" / "ami_tst00.opus"
FER_S = 8.0
"""Of the film, for `fer` is slow."""


def make_film(clip: Path, path: Path, seconds: float) -> None:
    """The clip over and over at 640 x 360 (H.264), its own rate kept; packets are copied after
    the first round, so that hours take seconds to make."""
    import av

    once = path.with_suffix(".once.mp4")
    with av.open(str(clip)) as source, av.open(str(once), "w") as film:
        pictures = source.streams.video[0]
        rate = Fraction(pictures.average_rate or 25)
        stream: Any = film.add_stream("libx264", rate=rate)
        stream.width, stream.height = SIZE
        stream.pix_fmt, stream.options = "yuv420p", {"preset": "veryfast", "crf": "23"}
        for number, frame in enumerate(source.decode(pictures)):
            small = frame.reformat(*SIZE, format="yuv420p")
            small.pts, small.time_base = number, 1 / rate
            film.mux(stream.encode(small))
        film.mux(stream.encode())
    _repeat(once, path, seconds)
    once.unlink()


def _repeat(once: Path, path: Path, seconds: float) -> None:
    import av

    with av.open(str(path), "w") as film:
        stream: Any = None
        shift = 0
        while True:
            with av.open(str(once)) as source:
                pictures = source.streams.video[0]
                stream = stream or film.add_stream_from_template(pictures)
                length = pictures.duration
                for packet in source.demux(pictures):
                    if packet.dts is None:
                        continue
                    packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                    if packet.dts * packet.time_base >= seconds:
                        return
                    packet.stream = stream
                    film.mux(packet)
                shift += length


def with_speech(film: Path, speech: Path, path: Path) -> None:
    """The film, its packets as they are, with the speech over and over as its sound (AAC)."""
    import av
    import numpy as np

    from emotune_gui.capture.sound_file import read_sound

    with av.open(str(film)) as source, av.open(str(path), "w") as voiced:
        pictures = source.streams.video[0]
        seen = voiced.add_stream_from_template(pictures)
        heard: Any = voiced.add_stream("aac", rate=SAMPLE_RATE, layout="mono")
        seconds = float(pictures.duration * pictures.time_base)
        samples = np.resize(read_sound(speech), (1, round(seconds * SAMPLE_RATE)))
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, 0, Fraction(1, SAMPLE_RATE)
        for packet in source.demux(pictures):
            if packet.dts is not None:
                packet.stream = seen
                voiced.mux(packet)
        voiced.mux(heard.encode(frame))
        voiced.mux(heard.encode())


def analyse(films: list[Path], out: Path, workers: int, *words: str) -> dict[str, Any]:
    """Seconds by the clock and of the processor, and the largest process's peak, of one run."""
    program = [sys.executable, str(ROOT / "main.py"), "analyse", *map(str, films)]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [*program, "--out", str(out), "--workers", str(workers), "--json", *words],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = json.loads(done.stdout)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "film_s": sum(f["summary"]["duration_s"] for f in told["files"]),
        "frames": sum(f["summary"]["rows"] for f in told["files"]),
        "clock_s": round(time.monotonic() - began, 2),
        "processor_s": round(cpu, 2),
    }


def peak_mb(film: Path, out: Path) -> float:
    """Most memory that the analysis of this film takes in a process of its own."""
    code = (
        "import sys, resource; from pathlib import Path\n"
        "from emotune_gui.engine.analysing.making import Analyst\n"
        "from emotune_gui.engine.analysing.values import AnalysisOptions, Job\n"
        f"a = Analyst(AnalysisOptions(every_ms={LOOK_MS}), Path(sys.argv[2]))\n"
        "a.analyse(Job(Path(sys.argv[1]), Path(sys.argv[1]).stem))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(film), str(out)],
        capture_output=True, text=True, check=True, cwd=ROOT, env=os.environ | ONE_THREAD,
    )  # fmt: skip
    return round(int(done.stdout.split()[-1]) / 1024, 1)


def fer_speed(film: Path, scratch: Path) -> dict[str, float] | None:
    """`fer`'s own `Video.analyze` on the film's first seconds; None where it cannot be run."""
    short = scratch / "fer.mp4"
    _repeat(film, short, FER_S)
    code = (
        "import sys, time, json, cv2; from fer import FER, Video\n"
        # Its OpenCV has no windows here, and none are shown.
        "cv2.destroyAllWindows, cv2.waitKey = lambda: None, lambda n: -1\n"
        "detector = FER(mtcnn=False); video = Video(sys.argv[1], outdir=sys.argv[2])\n"
        "clock, cpu = time.monotonic(), time.process_time()\n"
        "video.analyze(detector, display=False, save_frames=False, save_video=False,"
        " annotate_frames=False, zip_images=False)\n"
        "print(json.dumps([time.monotonic() - clock, time.process_time() - cpu]))"
    )
    try:
        done = subprocess.run(
            [str(peer_python()), "-c", code, str(short), str(scratch / "fer")],
            capture_output=True, text=True, check=True, cwd=scratch, env=os.environ | ONE_THREAD,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as problem:
        detail = getattr(problem, "stderr", "") or problem
        print(f"fer cannot be run here ({str(detail)[-300:]}).", file=sys.stderr)
        return None
    clock, cpu = json.loads(done.stdout.splitlines()[-1])
    return {"real_time": round(FER_S / clock, 2), "real_time_cpu": round(FER_S / cpu, 2)}


def speed(films: list[Path], out: Path, workers: int, *words: str) -> dict[str, Any]:
    told = analyse(films, out, workers, *words)
    told["real_time"] = round(told["film_s"] / told["clock_s"], 2)
    told["ms_a_frame"] = round(told["processor_s"] / told["frames"] * 1e3, 2)
    return told


def listening(films: list[Path], scratch: Path, speech: Path) -> dict[str, Any] | None:
    """Speed with two workers that listen as well; None where there is no speech to hear."""
    if not speech.is_file():
        return None
    voiced = [film.with_suffix(".voiced.mp4") for film in films]
    for film, path in zip(films, voiced, strict=True):
        with_speech(film, speech, path)
    return speed(voiced, scratch / "out_voice", 2)


def measure(clip: Path, seconds: float, long_s: float, speech: Path) -> dict[str, Any]:
    report: dict[str, Any] = {"clip": clip.name, "load": [round(v, 2) for v in os.getloadavg()]}
    with tempfile.TemporaryDirectory() as scratch_name:
        scratch = Path(scratch_name)
        films = [scratch / f"film{number}.mp4" for number in range(2)]
        for film in films:
            make_film(clip, film, seconds)
        for workers in (2, 1):
            told = speed(films, scratch / f"out{workers}", workers, "--no-voice")
            report[f"workers_{workers}"] = told
        report["listening"] = listening(films, scratch, speech)
        report["gain"] = round(report["workers_1"]["clock_s"] / report["workers_2"]["clock_s"], 2)
        report["same_bytes"] = all(
            (scratch / "out1" / f"{film.stem}.csv").read_bytes()
            == (scratch / "out2" / f"{film.stem}.csv").read_bytes()
            for film in films
        )
        report["fer"] = fer_speed(films[0], scratch)
        if long_s > 0.0:
            peaks = {}
            for name, length in (("short_mb", SHORT_S), ("long_mb", long_s)):
                film = scratch / f"{name}.mp4"
                make_film(clip, film, length)
                peaks[name] = peak_mb(film, scratch / "memory")
                film.unlink()
            ratio = round(peaks["long_mb"] / peaks["short_mb"], 3)
            report["memory"] = peaks | {"long_s": long_s, "ratio": ratio}
    return report


def table(report: dict[str, Any]) -> str:
    lines = [f"{report['clip']} at 640 x 360, every picture; load {report['load']}"]
    for workers in (1, 2):
        told = report[f"workers_{workers}"]
        lines.append(
            f"{workers} worker{'s' if workers > 1 else ' '}: {told['real_time']:6.2f} x real time "
            f"({told['film_s']:.0f} s in {told['clock_s']:.1f} s by the clock, "
            f"{told['ms_a_frame']:.2f} ms of processor a picture)"
        )
    if report["listening"] is not None:
        told = report["listening"]
        lines.append(
            f"2 workers, with speech: {told['real_time']:6.2f} x real time "
            f"({told['ms_a_frame']:.2f} ms of processor a picture)"
        )
    lines.append(f"floor {SPEED_FLOOR:g}, aim {SPEED_AIM:g} with two workers")
    lines.append(f"two against one: {report['gain']:.2f} (floor {GAIN_FLOOR}, aim {GAIN_AIM})")
    lines.append(f"the same bytes: {report['same_bytes']}")
    if report["fer"] is not None:
        fer = report["fer"]
        ratio = report["workers_1"]["real_time"] / fer["real_time"]
        lines.append(
            f"fer's Video.analyze: {fer['real_time']:.2f} x real time by the clock, "
            f"{fer['real_time_cpu']:.2f} by the processor; one worker of ours {ratio:.1f} x that"
        )
    if "memory" in report:
        told = report["memory"]
        lines.append(
            f"memory: {told['short_mb']:.0f} MB for {SHORT_S:.0f} s, {told['long_mb']:.0f} MB for "
            f"{told['long_s']:.0f} s of film, ratio {told['ratio']:.3f} (limit {MEMORY_LIMIT})"
        )
    return "\n".join(lines)


def passed(report: dict[str, Any]) -> bool:
    memory = report.get("memory", {"ratio": 1.0})["ratio"] <= MEMORY_LIMIT
    quick = report["workers_2"]["real_time"] >= SPEED_FLOOR and report["gain"] >= GAIN_FLOOR
    heard = report["listening"]
    quick &= heard is None or heard["real_time"] >= SPEED_FLOOR
    return memory and quick and report["same_bytes"]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    usual = CLIPS / "pyfeat_WolfgangLanger_Pexels.mp4"
    usual = usual if usual.is_file() else DEMONSTRATION
    parser.add_argument("--seconds", type=float, default=60.0, help="of each film")
    parser.add_argument("--clip", type=Path, default=usual)
    parser.add_argument("--speech", type=Path, default=SPEECH, help="sound of the films heard")
    parser.add_argument("--long", type=float, default=7200.0, help="0 leaves memory out")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    report = measure(arguments.clip, arguments.seconds, arguments.long, arguments.speech)
    print(json.dumps(report, indent=1) if arguments.json else table(report))
    return 0 if passed(report) else 1


if __name__ == "__main__":
    raise SystemExit(main())
