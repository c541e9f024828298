"""A job as it comes in, checked once: unknown keys and wrong types are errors that name the key."""

import dataclasses
import types
import typing
from dataclasses import dataclass, field
from typing import Any, Literal

from .errors import TrainerError


@dataclass(frozen=True)
class Base:
    """Weights to start from: a GGUF file, or a folder with config.json and safetensors."""

    format: Literal["gguf", "folder"]
    path: str
    # Jinja source that replaces the one that comes with the weights.
    chatTemplate: str | None = None
    # Where an unpacked GGUF file is kept for other jobs.
    cache: str | None = None


@dataclass(frozen=True)
class Lora:
    rank: int = 16
    alpha: int = 32
    # A CPU draws a mask for every input of every module: a third of the run.
    dropout: float = 0.0
    # Names of linear modules, e.g. `q_proj`; `all-linear` for every one but the output.
    modules: list[str] = field(default_factory=lambda: ["all-linear"])


@dataclass(frozen=True)
class Encoder:
    """The label of output i; the order is part of the model."""

    labels: list[str]
    labelSmoothing: float = 0.0
    # One weight a label, in the order of `labels`; `balanced` computes n / (k · n_label).
    classWeights: list[float] | Literal["balanced", "none"] = "none"
    # Epochs of supervised contrastive warm-up before the head is trained; 0 leaves it out.
    contrastiveEpochs: int = 0
    dropout: float = 0.1
    # The head's learning rate is that of the encoder times this: it starts from nothing.
    headRateFactor: float = 10.0
    # `means`: the head starts at the labels' mean vectors; `random`: near zero.
    headStart: Literal["means", "random"] = "means"


@dataclass(frozen=True)
class Training:
    epochs: int
    learningRate: float
    batchRows: int = 8
    gradientAccumulation: int = 1
    weightDecay: float = 0.0
    warmupShare: float = 0.03
    schedule: Literal["linear", "cosine", "constant"] = "linear"
    maxGradientNorm: float = 1.0
    # Rows longer than this (prompt and answer) are left out for LoRA, cut for an encoder.
    maxTokens: int = 1024
    precision: Literal["auto", "float32", "bfloat16"] = "auto"


@dataclass(frozen=True)
class Job:
    kind: Literal["lora", "encoder", "score", "probe"]
    # Holds checkpoints and results; a folder of this job alone.
    folder: str | None = None
    base: Base | None = None
    # Rows as JSON lines: {messages} for lora and score, {text, label} for encoder.
    train: str | None = None
    validation: str | None = None
    seed: int = 1
    # CPU threads; the cores there are by default.
    threads: int | None = None
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    training: Training | None = None
    lora: Lora | None = None
    encoder: Encoder | None = None
    # A folder with a PEFT adapter, for `score`.
    adapter: str | None = None


REQUIRED = {
    "lora": ("folder", "base", "train", "training", "lora"),
    "encoder": ("folder", "base", "train", "training", "encoder"),
    "score": ("folder", "base", "validation"),
    "probe": (),
}


def parse_job(raw: dict[str, Any]) -> Job:
    """Raises TrainerError("job") that names the first wrong key."""
    job = build(Job, {key: value for key, value in raw.items() if key not in ("type", "protocol")}, "")
    missing = [name for name in REQUIRED[job.kind] if getattr(job, name) is None]
    if missing:
        raise TrainerError("job", f"A {job.kind} job needs {' and '.join(missing)}.")
    return job


def build(kind: type, raw: Any, path: str) -> Any:
    if not isinstance(raw, dict):
        raise TrainerError("job", f"{path or 'The job'} must be an object.")
    hints = typing.get_type_hints(kind)
    unknown = [key for key in raw if key not in hints]
    if unknown:
        raise TrainerError("job", f"{join(path, unknown[0])} is not known. Known: {', '.join(hints)}.")
    values = {key: convert(hints[key], value, join(path, key)) for key, value in raw.items()}
    for item in dataclasses.fields(kind):
        no_default = item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
        if item.name not in values and no_default:
            raise TrainerError("job", f"{join(path, item.name)} is missing.")
    return kind(**values)


def convert(hint: Any, value: Any, path: str) -> Any:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return convert_union(typing.get_args(hint), value, path)
    if origin is Literal:
        if value in typing.get_args(hint):
            return value
        raise TrainerError("job", f"{path} is {value!r}. Allowed: {', '.join(map(str, typing.get_args(hint)))}.")
    if origin is list:
        if not isinstance(value, list):
            raise TrainerError("job", f"{path} must be a list.")
        return [convert(typing.get_args(hint)[0], item, f"{path}[{index}]") for index, item in enumerate(value)]
    if dataclasses.is_dataclass(hint):
        return build(typing.cast(type, hint), value, path)
    if hint is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
        return value
    raise TrainerError("job", f"{path} is {value!r}: it must be of type {getattr(hint, '__name__', hint)}.")


def convert_union(options: tuple[Any, ...], value: Any, path: str) -> Any:
    if value is None and type(None) in options:
        return None
    rest = [option for option in options if option is not type(None)]
    for option in rest[:-1]:
        try:
            return convert(option, value, path)
        except TrainerError:
            continue
    return convert(rest[-1], value, path)


def join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
