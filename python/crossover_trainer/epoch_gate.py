"""Between epochs the program decides: each checkpoint is shown, and training goes on or ends as it answers."""

import math
import time
from typing import Any, Protocol

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from .channel import Channel
from .checkpoints import Checkpoints
from .errors import TrainerError

PROGRESS_SECONDS = 1.0


class Validation(Protocol):
    def __call__(self, epoch: int, folder: str) -> dict[str, Any]:
        """Facts about the validation rows, `validationLoss` among them; files go into the folder."""
        ...


class EpochGate(TrainerCallback):
    """Reports steps, turns saved folders into checkpoints, asks what to do next."""

    def __init__(self, channel: Channel, checkpoints: Checkpoints, validate: Validation) -> None:
        self._channel = channel
        self._checkpoints = checkpoints
        self._validate = validate
        self._loss = 0.0
        self._weight = 0.0
        self._tokens = 0
        self._trained_seconds = 0.0
        self._resumed_at = time.monotonic()
        self._said_at = 0.0
        self.best: int | None = None
        self.is_stopped = False

    def count(self, loss_sum: float, weight: float, tokens: int) -> None:
        """Called with each training batch. Raises TrainerError("nan-loss")."""
        if not math.isfinite(loss_sum):
            raise TrainerError("nan-loss", f"The loss became {loss_sum}: training diverged.", "Lower training.learningRate, or use float32.")
        self._loss += loss_sum
        self._weight += weight
        self._tokens += tokens

    def replay(self) -> None:
        """Shows the checkpoints of an earlier run again, so that the program knows their scores."""
        for facts in self._checkpoints.list():
            self._obey(self._channel.ask("checkpoint", **facts, isResumed=True))
            if self.is_stopped:
                return

    def on_train_begin(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        self._channel.stage = "train"
        self._resumed_at = time.monotonic()

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        self._channel.check()
        now = time.monotonic()
        if now - self._said_at < PROGRESS_SECONDS and state.global_step < state.max_steps:
            return
        self._said_at = now
        seconds = self._trained_seconds + now - self._resumed_at
        self._channel.emit(
            "progress",
            stage="train",
            step=state.global_step,
            steps=state.max_steps,
            epoch=round(state.epoch or 0, 3),
            loss=self._loss / self._weight if self._weight > 0 else None,
            tokensPerSecond=round(self._tokens / seconds, 1) if seconds > 0 else None,
        )

    def on_epoch_begin(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        self._loss = self._weight = 0.0

    def on_save(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        self._trained_seconds += time.monotonic() - self._resumed_at
        epoch = round(state.epoch or 0)
        written = self._checkpoints.staging / f"checkpoint-{state.global_step}"
        # A pickle nobody reads.
        (written / "training_args.bin").unlink(missing_ok=True)
        self._channel.stage = "validate"
        facts = {
            "epoch": epoch,
            "step": state.global_step,
            "folder": str(self._checkpoints.place(epoch)),
            "trainLoss": self._loss / self._weight if self._weight > 0 else None,
            "trainSeconds": round(self._trained_seconds, 3),
            "trainTokens": self._tokens,
            **self._validate(epoch, str(written)),
        }
        self._checkpoints.commit(written, epoch, facts)
        self._channel.stage = "wait"
        self._obey(self._channel.ask("checkpoint", **facts, isResumed=False))
        control.should_training_stop = control.should_training_stop or self.is_stopped
        self._channel.stage = "train"
        self._resumed_at = time.monotonic()

    def _obey(self, reply: dict[str, Any]) -> None:
        self.is_stopped = reply.get("type") == "stop"
        if reply.get("best") is not None:
            self.best = int(reply["best"])

    def best_epoch(self) -> int:
        """As the program said last; else the one of least validation loss, or the last."""
        found = self._checkpoints.list()
        if self.best is not None and 1 <= self.best <= len(found):
            return self.best
        losses = [facts.get("validationLoss") for facts in found]
        if any(loss is None for loss in losses):
            return len(found)
        return 1 + losses.index(min(losses))
