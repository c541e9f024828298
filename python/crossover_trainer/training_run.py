"""What LoRA and encoder have in common: arguments, the estimate from two real steps, training with resume."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from .channel import Channel
from .checkpoints import Checkpoints
from .epoch_gate import EpochGate
from .job import Training
from .length_batches import LengthBatches
from .machine import Machine, free_memory_bytes, peak_memory_bytes

# A forward pass alone costs about a third of one with its backward pass.
FORWARD_SHARE = 1 / 3


def arguments_of(training: Training, machine: Machine, checkpoints: Checkpoints, seed: int) -> dict[str, Any]:
    """For TrainingArguments and what inherits from it."""
    return {
        "output_dir": str(checkpoints.staging),
        "num_train_epochs": training.epochs,
        "learning_rate": training.learningRate,
        "per_device_train_batch_size": training.batchRows,
        "gradient_accumulation_steps": training.gradientAccumulation,
        "weight_decay": training.weightDecay,
        "warmup_steps": training.warmupShare,
        "lr_scheduler_type": training.schedule,
        "max_grad_norm": training.maxGradientNorm,
        "save_strategy": "epoch",
        "eval_strategy": "no",
        "logging_strategy": "no",
        "report_to": "none",
        "disable_tqdm": True,
        "seed": seed,
        "use_cpu": machine.device == "cpu",
        # Precision is ours: the loss opens autocast itself.
        "bf16": False,
        "gradient_checkpointing": False,
        "remove_unused_columns": False,
        "dataloader_pin_memory": machine.device == "cuda",
    }


def uses_bfloat16(training: Training, machine: Machine) -> bool:
    if training.precision == "auto":
        return machine.has_bfloat16
    return training.precision == "bfloat16"


@dataclass(frozen=True)
class Workload:
    """`step` runs one batch forward and backward, without moving a weight. Lengths are in tokens."""

    step: Callable[[list[int]], None]
    trainable: int
    lengths: list[int]
    validation_lengths: list[int]
    batches: LengthBatches
    # Trained before the first epoch, padding included.
    warm_up_tokens: int = 0


def estimate(work: Workload, training: Training, machine: Machine) -> dict[str, Any]:
    """Runs the longest batch (it needs the most memory) and one of middle length (its time is the run's)."""
    ordered = sorted(range(len(work.lengths)), key=work.lengths.__getitem__, reverse=True)
    size = training.batchRows
    work.step(ordered[:size])
    middle = ordered[max(0, (len(ordered) - size) // 2) :][:size]
    started = time.perf_counter()
    work.step(middle)
    if machine.device == "cuda":
        torch.cuda.synchronize()
    seconds = time.perf_counter() - started
    per_token = seconds / (len(middle) * max(work.lengths[row] for row in middle))
    train_tokens = work.warm_up_tokens + sum(work.batches.padded_tokens(epoch) for epoch in range(training.epochs))
    validation_tokens = training.epochs * sum(work.validation_lengths)
    steps = -(-len(work.lengths) // (size * training.gradientAccumulation)) * training.epochs
    adam_bytes = 8 * work.trainable
    return {
        "seconds": round(per_token * (train_tokens + FORWARD_SHARE * validation_tokens), 2),
        "tokensPerSecond": round(1 / per_token, 1),
        "steps": steps,
        "trainTokens": train_tokens,
        "memoryBytes": peak_memory_bytes(machine.device) + adam_bytes,
        "freeMemoryBytes": free_memory_bytes(machine.device),
        "trainableParameters": work.trainable,
    }


def train(trainer: Any, gate: EpochGate, checkpoints: Checkpoints, channel: Channel) -> int:
    """Trains on from the last checkpoint to where the program or the epochs end it.

    Returns the epoch the program called best.
    """
    gate.replay()
    done = checkpoints.list()
    if not gate.is_stopped and len(done) < trainer.args.num_train_epochs:
        last = str(checkpoints.place(len(done))) if done else None
        trainer.train(resume_from_checkpoint=last)
    checkpoints.finish()
    return gate.best_epoch()


def spread(lengths: list[int]) -> dict[str, int]:
    """How long rows are, in tokens."""
    ordered = sorted(lengths) or [0]
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]  # noqa: E731
    return {"p50": at(0.5), "p95": at(0.95), "max": ordered[-1], "total": sum(ordered)}
