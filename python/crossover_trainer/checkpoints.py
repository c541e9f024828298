"""Checkpoints on disk. A folder `epoch-N` is complete or not there: it is written aside and renamed."""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

from .errors import TrainerError
from .job import Job

NOTE = "checkpoint.json"
# What a job may change and still be the same job: where and how fast it runs.
NOT_IDENTITY = {"folder", "threads", "device"}


class Checkpoints:
    def __init__(self, folder: str, job: dict[str, Any]) -> None:
        self.root = Path(folder)
        self.staging = self.root / "staging"
        self._claim(fingerprint(job))

    def _claim(self, mine: str) -> None:
        """Raises TrainerError("other-job") when the folder holds the checkpoints of another job."""
        self.root.mkdir(parents=True, exist_ok=True)
        note = self.root / "job.sha256"
        theirs = note.read_text(encoding="utf-8") if note.exists() else None
        if theirs is not None and theirs != mine:
            raise TrainerError("other-job", f"{self.root} holds checkpoints of another job (other data, base or settings).", "Use another folder, or remove this one.")
        if theirs is None:
            write_atomically(note, mine)
        # What a killed process was writing is worth nothing.
        shutil.rmtree(self.staging, ignore_errors=True)
        self.staging.mkdir()

    def place(self, epoch: int) -> Path:
        return self.root / f"epoch-{epoch}"

    def commit(self, written: Path, epoch: int, facts: dict[str, Any]) -> Path:
        """Makes a folder written under `staging` the checkpoint of an epoch."""
        write_atomically(written / NOTE, json.dumps(facts))
        sync_tree(written)
        target = self.place(epoch)
        shutil.rmtree(target, ignore_errors=True)
        os.rename(written, target)
        sync_folder(self.root)
        # Only the last checkpoint is trained on from: the optimizer's state is twice the size of the weights.
        drop_optimizer(self.place(epoch - 1))
        return target

    def list(self) -> list[dict[str, Any]]:
        """The facts of complete checkpoints, first epoch first; a gap ends the list."""
        found = []
        while (self.place(len(found) + 1) / NOTE).is_file():
            found.append(json.loads((self.place(len(found) + 1) / NOTE).read_text(encoding="utf-8")))
        return found

    def finish(self) -> None:
        """Leaves what a reader of the checkpoints needs."""
        shutil.rmtree(self.staging, ignore_errors=True)
        for facts in self.list():
            drop_optimizer(self.place(facts["epoch"]))


def drop_optimizer(checkpoint: Path) -> None:
    (checkpoint / "optimizer.pt").unlink(missing_ok=True)


def assert_space(folder: Path, needed_bytes: int) -> None:
    """Raises TrainerError("disk-full") before half a checkpoint is written."""
    free = shutil.disk_usage(folder).free
    if free < needed_bytes:
        raise TrainerError("disk-full", f"The disk of {folder} has {free // 1_000_000} MB free; a checkpoint needs {needed_bytes // 1_000_000} MB.", "Free some space; the run resumes from the checkpoint before.")


def fingerprint(job: dict[str, Any]) -> str:
    """Of settings and of the bytes of the rows. Weights are known by their path: hashing them takes longer than opening."""
    kept = {key: value for key, value in job.items() if key not in NOT_IDENTITY}
    if kept.get("base") is not None:
        kept["base"] = {key: value for key, value in kept["base"].items() if key != "cache"}
    for name in ("train", "validation"):
        if kept.get(name) is not None:
            kept[name] = hashlib.sha256(Path(kept[name]).read_bytes()).hexdigest()
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def job_facts(job: Job) -> dict[str, Any]:
    import dataclasses

    return dataclasses.asdict(job)


def write_atomically(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".part")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """So that the rename survives a power cut; Windows cannot open folders and needs no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
