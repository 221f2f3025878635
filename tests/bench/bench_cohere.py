"""What sending pictures to Cohere costs, against the stand-in as a separate process.

    python -m tests.bench.bench_cohere [--minutes 6] [--minute 10] [rate|bytes|gil ...]

rate   Share of the allowed pictures that a whole index run sends, with answers of 50 ms and a
       minute scaled to a few seconds; share of calls refused (429) after the first minute.
       Targets: 0.95, and 0.01 at most. `--allowed` lets the server allow less than is set.
bytes  Bytes sent against those of the originals, drawn photos of 12 megapixels. Target: 0.1.
gil    The longest that a thread which only ticks is held up, by reading answers (pictures of a
       few bytes) and by whole calls (pictures as large as they get). Target: 16 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import numpy as np
from PIL import Image

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import PictureInput
from picseek.engine.embed.cohere import rate_limit as rate
from picseek.engine.embed.cohere.preparer import CoherePreparer
from picseek.engine.library import Library
from picseek.engine.models.registry import Registry
from picseek.engine.types import PictureFacts, ServiceOptions
from tests.bench.facts import Figure, report
from tests.support.cohere.server import KEY

MODEL = "cohere/embed-v4.0"
LATENCY = 0.05
PER_MINUTE = 400
FRAME_MS = 16.0
TICK_SECONDS = 0.001


@contextmanager
def stand_in(*options: str) -> Iterator[str]:
    """The stand-in in a separate process, chosen in the environment; its address."""
    command = [
        sys.executable,
        "-m",
        "tests.support.cohere.server",
        "--latency",
        str(LATENCY),
        *options,
    ]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        os.environ.update(CO_API_KEY=KEY, CO_API_URL=url, NO_PROXY="127.0.0.1")
        yield url
        process.communicate()


def seen(url: str) -> Any:  # noqa: ANN401 - whatever JSON the stand-in answers
    with urlopen(f"{url}/stand-in/summary") as answer:
        return json.load(answer)


@contextmanager
def library(work: Path, options: ServiceOptions) -> Iterator[Library]:
    opened = Library.open(work / "library")
    try:
        opened.service.set_options(options)
        yield opened
    finally:
        opened.close()


# rate


def draw_small(folder: Path, count: int) -> None:
    """Pictures that cost next to nothing but their place in a call."""
    folder.mkdir()
    for number in range(count):
        colour = (number % 256, number // 256 % 256, number * 71 % 256)
        Image.new("RGB", (96, 72), colour).save(folder / f"{number:06}.png")


def measure_rate(work: Path, minutes: int, minute: float, allowed: int) -> dict[str, Figure]:
    """One run that lasts some scaled minutes at the rate allowed."""
    rate.MINUTE = minute
    pictures = allowed * minutes
    draw_small(work / "small", pictures)
    limits = ("--pictures", str(allowed), "--minute", str(minute))
    options = ServiceOptions(pictures_per_minute=PER_MINUTE)
    with stand_in(*limits) as url, library(work, options) as opened:
        done = opened.index([work / "small"], model=MODEL, agreed=True)
        assert (done.indexed, done.failed) == (pictures, ())
        calls = [call for call in seen(url)["calls"] if call["pictures"]]
    began = calls[0]["arrived_at"]
    later = [call for call in calls if call["arrived_at"] >= began + minute]
    refused = [call for call in later if call["status"] == 429]
    return {
        "set_per_minute": PER_MINUTE,
        "allowed_per_minute": allowed,
        "minute_s": minute,
        "pictures": pictures,
        "share_of_allowed": share_of_allowed(calls, minutes, minute, allowed),
        "calls": len(calls),
        "refused_in_first_minute": sum(call["status"] == 429 for call in calls) - len(refused),
        "refused_share_later": len(refused) / len(later),
    }


def share_of_allowed(calls: list[Any], minutes: int, minute: float, allowed: int) -> float:
    """From how long after each picture of the first minute its counterpart in the last was sent.

    Whether pictures are sent at once or evenly over a minute makes no difference to that.
    """
    sent = np.repeat(
        [call["arrived_at"] for call in calls],
        [call["pictures"] if call["status"] == 200 else 0 for call in calls],
    )
    took = float((sent[-allowed:] - sent[:allowed]).mean())
    return (minutes - 1) * minute / took


# bytes


def draw_photo(path: Path, seed: int) -> None:
    """A JPEG of 4000x3000 with detail of all scales (about 1/f) and a sensor's noise.

    About a quarter of a byte a pixel, as phones write: 2.9 MB.
    """
    random = np.random.default_rng(seed)
    total = np.full((3000, 4000, 3), 128, np.float32)
    for step, strength in ((500, 60), (125, 34), (50, 20), (20, 11), (8, 6), (4, 4), (2, 2.5)):
        grey = random.normal(0, 1, (3000 // step, 4000 // step)).astype(np.float32)
        for channel in range(3):
            tint = random.normal(0, 0.4, grey.shape).astype(np.float32)
            layer = Image.fromarray(grey + tint)
            total[:, :, channel] += strength * np.asarray(
                layer.resize((4000, 3000), Image.Resampling.BICUBIC)
            )
    total += random.normal(0, 3.2, total.shape).astype(np.float32)
    Image.fromarray(np.clip(total, 0, 255).astype(np.uint8)).save(path, quality=93)


def measure_bytes(work: Path, count: int) -> dict[str, Figure]:
    """Index some photos and compare what was sent, base64 and JSON included, with the files."""
    folder = work / "photos"
    folder.mkdir()
    for number in range(count):
        draw_photo(folder / f"{number:02}.jpg", number)
    originals = sum(path.stat().st_size for path in folder.iterdir())
    with stand_in() as url, library(work, ServiceOptions()) as opened:
        done = opened.index([folder], model=MODEL, agreed=True)
        assert (done.indexed, done.failed) == (count, ())
        summary = seen(url)
    return {
        "photos": count,
        "original_bytes_each": originals / count,
        "sent_bytes_each": summary["bytes"] / count,
        "ratio": summary["bytes"] / originals,
        "metadata": summary["metadata"],
        "too_many_pixels": summary["too_many_pixels"],
    }


# gil


def ticks_during(work: Callable[[], object]) -> dict[str, Figure]:
    """How late a thread that only sleeps wakes up while others work, in milliseconds.

    What this process did not compute in the meantime is not counted: then it was not its own
    threads, but another process that had the processor.
    """
    ended = threading.Event()
    late: list[float] = []

    def run() -> None:
        try:
            work()
        finally:
            ended.set()

    worker = threading.Thread(target=run)
    worker.start()
    while not ended.is_set():
        began, computed = time.perf_counter(), time.process_time()
        time.sleep(TICK_SECONDS)
        computed = time.process_time() - computed
        late.append(min(time.perf_counter() - began - TICK_SECONDS, computed) * 1000)
    worker.join()
    late.sort()
    return {
        "ticks": len(late),
        "p50_ms": late[len(late) // 2],
        "p999_ms": late[len(late) * 999 // 1000],
        "longest_ms": late[-1],
        "over_16_ms": sum(each > FRAME_MS for each in late),
    }


def noisy_picture(seed: int) -> bytes:
    """A prepared picture as large as they get."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "photo.jpg"
        draw_photo(path, seed)
        with Image.open(path) as photo:
            return CoherePreparer()(photo.convert("RGB"), PictureFacts(4000, 3000, "JPEG"))


def tiny_picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (16, 16), (200, 30, 30)).save(out, "JPEG")
    return out.getvalue()


def measure_gil(calls: int) -> dict[str, Figure]:
    """Ticks beside an idle process, the SDK's import, small calls and large ones."""
    token = CancelToken()
    with stand_in():
        embedder = Registry().create(
            MODEL,
            on_sent=lambda sent: None,
            on_wait=lambda reason, seconds: None,
            on_notice=lambda sentence: None,
            token=token,
        )
        spec = embedder.spec

        def embed(picture: bytes, times: int) -> None:
            batch = [PictureInput(picture)] * min(
                spec.batch_pictures, max(1, spec.batch_bytes // len(picture))
            )
            with ThreadPoolExecutor(spec.calls_in_flight) as pool:
                list(pool.map(lambda _: embedder.embed_pictures(batch, token), range(times)))

        small, large = tiny_picture(), noisy_picture(1)
        try:
            figures: dict[str, Figure] = {
                "idle": ticks_during(lambda: time.sleep(2)),
                "import_and_first_call": ticks_during(lambda: embed(small, 1)),
                "answers": ticks_during(lambda: embed(small, calls)),
                "whole_calls": ticks_during(lambda: embed(large, calls // 4)),
            }
        finally:
            embedder.close()
    return figures | {"batch": spec.batch_pictures, "large_picture_bytes": len(large)}


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="*", default=["rate", "bytes", "gil"])
    parser.add_argument("--minutes", type=int, default=6, help="scaled ones, of the rate")
    parser.add_argument("--minute", type=float, default=10.0, help="seconds of a scaled one")
    parser.add_argument("--allowed", type=int, default=PER_MINUTE, help="by the server")
    parser.add_argument("--photos", type=int, default=8)
    parser.add_argument("--calls", type=int, default=200)
    arguments = parser.parse_args()
    figures: dict[str, Figure] = {}
    for what in arguments.what:
        with tempfile.TemporaryDirectory() as name:
            work = Path(name)
            if what == "rate":
                figures[what] = measure_rate(
                    work, arguments.minutes, arguments.minute, arguments.allowed
                )
            elif what == "bytes":
                figures[what] = measure_bytes(work, arguments.photos)
            else:
                figures[what] = measure_gil(arguments.calls)
    report("cohere", latency_s=LATENCY, **figures)


if __name__ == "__main__":
    main()
