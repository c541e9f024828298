"""JSON lines to and from the program that started us. Nothing else may reach stdout."""

import ctypes
import json
import os
import queue
import signal
import sys
import threading
import time
from typing import Any

from .errors import Cancelled, TrainerError

HEARTBEAT_SECONDS = 2.0


class Channel:
    """Owns the real stdout and stdin. Whatever a library prints goes to stderr."""

    def __init__(self) -> None:
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
        os.dup2(2, 1)
        self._lock = threading.Lock()
        self._replies: queue.Queue[dict[str, Any]] = queue.Queue()
        self._cancelled = threading.Event()
        self._started = time.monotonic()
        self.stage = "start"
        die_with_parent()

    def start(self) -> dict[str, Any]:
        """Reads the job, then listens for replies and beats in the background."""
        line = sys.stdin.readline()
        if line == "":
            os._exit(0)
        job = parse_line(line)
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._beat, daemon=True).start()
        return job

    def emit(self, type_: str, **facts: Any) -> None:
        """Writes one line. Values that are no numbers (NaN) become null: JSON has none."""
        line = json.dumps({"type": type_, **without_nan(facts)}, ensure_ascii=False, allow_nan=False)
        try:
            with self._lock:
                self._out.write(line + "\n")
                self._out.flush()
        except (BrokenPipeError, ValueError):
            os._exit(0)

    def ask(self, type_: str, **facts: Any) -> dict[str, Any]:
        """Emits a line that wants `continue` or `stop`, and waits for it.

        Raises Cancelled when `cancel` comes instead.
        """
        self.emit(type_, **facts)
        reply = self._replies.get()
        self.check()
        return reply

    def check(self) -> None:
        """Raises Cancelled once the program asked for it: called between steps."""
        if self._cancelled.is_set():
            raise Cancelled

    def _listen(self) -> None:
        for line in sys.stdin:
            if line.strip() == "":
                continue
            message = parse_line(line)
            if message.get("type") == "cancel":
                self._cancelled.set()
            self._replies.put(message)
        # The program is gone: nobody would read the result, and nobody would stop us.
        os._exit(0)

    def _beat(self) -> None:
        while True:
            time.sleep(HEARTBEAT_SECONDS)
            self.emit("heartbeat", stage=self.stage, seconds=round(time.monotonic() - self._started, 1))


class JobChannel(Channel):
    """A job from a file, events into a file: nobody answers, every epoch is kept, and SIGTERM cancels between two steps."""

    def __init__(self, job_path: str, events_path: str) -> None:
        self._job_path = job_path
        self._out = open(events_path, "w", encoding="utf-8", newline="\n")
        self._lock = threading.Lock()
        self._cancelled = threading.Event()
        self._started = time.monotonic()
        self.stage = "start"

    def start(self) -> dict[str, Any]:
        with open(self._job_path, encoding="utf-8") as file:
            job = parse_line(file.read())
        signal.signal(signal.SIGTERM, lambda *_: self._cancelled.set())
        threading.Thread(target=self._beat, daemon=True).start()
        return job

    def ask(self, type_: str, **facts: Any) -> dict[str, Any]:
        self.emit(type_, **facts)
        self.check()
        return {"type": "continue"}


def parse_line(line: str) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except json.JSONDecodeError as error:
        raise TrainerError("protocol", f"A line is not JSON: {error}") from error
    if not isinstance(message, dict):
        raise TrainerError("protocol", "A line must hold a JSON object.")
    return message


def without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nan(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_nan(item) for item in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    return value


def die_with_parent() -> None:
    """Linux only: the kernel ends us with the parent even while a native call holds the interpreter."""
    if not sys.platform.startswith("linux"):
        return
    pr_set_pdeathsig = 1
    try:
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
    except (OSError, AttributeError):
        return
