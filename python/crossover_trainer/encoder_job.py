"""Fine-tunes an encoder with a classification head, then exports the best epoch to ONNX and int8."""

import json
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from torch.nn import functional
from transformers import AutoTokenizer, Trainer, TrainingArguments, set_seed

from .base_model import named_errors, open_encoder
from .channel import Channel
from .checkpoints import Checkpoints, assert_space, job_facts
from .contrastive import contrastive_tokens, contrastive_warm_up
from .encoder_model import EncoderClassifier
from .epoch_gate import EpochGate
from .errors import TrainerError
from .job import Encoder, Job
from .length_batches import LengthBatches, by_length
from .machine import Machine
from .onnx_export import export_onnx
from .rows import read_rows
from .texts import EncodedTexts
from .training_run import Workload, arguments_of, estimate, spread, train, uses_bfloat16


def run_encoder(job: Job, machine: Machine, channel: Channel) -> None:
    checkpoints = Checkpoints(job.folder, job_facts(job))
    channel.stage = "load"
    set_seed(job.seed)
    settings = job.encoder
    body = open_encoder(job.base)
    with named_errors(job.base):
        tokenizer = AutoTokenizer.from_pretrained(job.base.path, trust_remote_code=False)
    texts, validation = read_both(job, tokenizer, context_of(body, job), channel)
    model = EncoderClassifier(body, settings.labels, settings.dropout)
    parameters = sum(weight.numel() for weight in model.parameters())
    assert_space(checkpoints.root, 12 * parameters + 8_000_000)
    batches = LengthBatches(texts.lengths, job.training.batchRows, job.seed)
    weights = class_weights(settings, texts.targets)

    def validate(epoch: int, folder: str) -> dict[str, Any]:
        return validate_encoder(trainer, validation, folder, channel)

    gate = EpochGate(channel, checkpoints, validate)
    trainer = EncoderTrainer(
        model=model,
        args=TrainingArguments(**arguments_of(job.training, machine, checkpoints, job.seed)),
        train_dataset=Dataset.from_list([{"row": row} for row in range(len(texts.targets))]),
        data_collator=lambda rows: texts.batch([item["row"] for item in rows]),
        callbacks=[gate],
    )
    trainer.remember(gate, batches, settings, weights, tokenizer, uses_bfloat16(job.training, machine))
    channel.stage = "estimate"
    warm_up = contrastive_tokens(job, texts.lengths)
    work = Workload(lambda rows: trainer.try_step(texts.batch(rows)), parameters, texts.lengths, validation.lengths, batches, warm_up)
    precision = "bfloat16" if uses_bfloat16(job.training, machine) else "float32"
    if channel.ask("estimate", **estimate(work, job.training, machine), precision=precision).get("type") == "stop":
        channel.emit("done", reason="estimated")
        return
    set_seed(job.seed)
    if not checkpoints.list():
        prepare(trainer, texts, job, channel)
    best = train(trainer, gate, checkpoints, channel)
    export_best(trainer, best, validation, checkpoints, channel)


def read_both(job: Job, tokenizer: Any, limit: int, channel: Channel) -> tuple[EncodedTexts, EncodedTexts]:
    parts = [read_rows(path, ("text", "label")) if path else [] for path in (job.train, job.validation)]
    if parts[0] == []:
        raise TrainerError("rows", f"{job.train} has no rows.")
    numbers = {label: number for number, label in enumerate(job.encoder.labels)}
    for path, part in zip((job.train, job.validation), parts, strict=True):
        unknown = next((row["label"] for row in part if row["label"] not in numbers), None)
        if unknown is not None:
            raise TrainerError("rows", f"{path} has the label {unknown!r}, which encoder.labels lacks.")
    seen = {row["label"] for row in parts[0]}
    if len(seen) < 2:
        raise TrainerError("one-label", f"All training rows have one label, {next(iter(seen))!r}: there is nothing to tell apart.", "Add rows of at least one other label.")
    encoded = [EncodedTexts(tokenizer, [row["text"] for row in part], [numbers[row["label"]] for row in part], limit) for part in parts]
    cut = [part.cut for part in encoded]
    channel.emit(
        "data",
        trainRows=len(parts[0]),
        validationRows=len(parts[1]),
        tooLong={"train": cut[0], "validation": cut[1], "limitTokens": limit, "longestTokens": max(part.longest for part in encoded)},
        promptTokens=spread(encoded[0].lengths),
        message=f"{cut[0]} training and {cut[1]} validation texts are longer than {limit} tokens and read up to there." if any(cut) else None,
    )
    return encoded[0], encoded[1]


def context_of(body: Any, job: Job) -> int:
    return min(job.training.maxTokens, getattr(body.config, "max_position_embeddings", job.training.maxTokens))


def class_weights(settings: Encoder, targets: list[int]) -> torch.Tensor | None:
    if settings.classWeights == "none":
        return None
    count = len(settings.labels)
    if settings.classWeights != "balanced":
        if len(settings.classWeights) != count:
            raise TrainerError("job", f"encoder.classWeights has {len(settings.classWeights)} weights for {count} labels.")
        return torch.tensor(settings.classWeights, dtype=torch.float32)
    found = torch.bincount(torch.tensor(targets), minlength=count).float()
    return torch.where(found > 0, len(targets) / ((found > 0).sum() * found.clamp(min=1)), torch.zeros(count))


def prepare(trainer: "EncoderTrainer", texts: EncodedTexts, job: Job, channel: Channel) -> None:
    """What happens before the first epoch: the warm-up, and where the head starts."""
    if job.encoder.contrastiveEpochs > 0:
        channel.stage = "contrastive"
        contrastive_warm_up(trainer.model, texts, job, channel)
    if job.encoder.headStart == "means":
        channel.stage = "head"
        trainer.model.eval()
        order = by_length(texts.lengths, 32)
        with torch.no_grad():
            vectors = torch.cat([trainer.model.pooled(**trainer.moved(texts.inputs(rows))) for rows in order])
        targets = torch.tensor([texts.targets[row] for rows in order for row in rows], device=vectors.device)
        trainer.model.start_at_means(vectors, targets)


class EncoderTrainer(Trainer):
    def remember(self, gate: EpochGate, batches: LengthBatches, settings: Encoder, weights: torch.Tensor | None, tokenizer: Any, is_bfloat16: bool) -> None:
        self._gate = gate
        self._batches = batches
        self._settings = settings
        self._weights = None if weights is None else weights.to(self.args.device)
        self._tokenizer = tokenizer
        self._is_bfloat16 = is_bfloat16
        self.model_accepts_loss_kwargs = False

    def _get_train_sampler(self, *_: Any) -> LengthBatches:
        return self._batches

    def create_optimizer(self, *_: Any) -> torch.optim.Optimizer:
        if self.optimizer is None:
            rate, factor = self.args.learning_rate, self._settings.headRateFactor
            groups = [{"params": list(self.model.body.parameters()), "lr": rate}, {"params": list(self.model.head.parameters()), "lr": rate * factor}]
            self.optimizer = torch.optim.AdamW(groups, weight_decay=self.args.weight_decay)
        return self.optimizer

    def moved(self, inputs: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        return {name: value.to(self.args.device) for name, value in inputs.items()}

    def logits(self, inputs: dict[str, torch.Tensor]) -> torch.Tensor:
        with torch.autocast(self.args.device.type, dtype=torch.bfloat16, enabled=self._is_bfloat16):
            return self.model(inputs["input_ids"], inputs["attention_mask"]).float()

    def loss_of(self, inputs: dict[str, torch.Tensor]) -> torch.Tensor:
        return functional.cross_entropy(self.logits(inputs), inputs["labels"], weight=self._weights, label_smoothing=self._settings.labelSmoothing)

    def compute_loss(self, model: Any, inputs: dict[str, torch.Tensor], return_outputs: bool = False, num_items_in_batch: Any = None) -> torch.Tensor:
        loss = self.loss_of(inputs)
        rows = len(inputs["labels"])
        self._gate.count(loss.item() * rows, rows, int(inputs["attention_mask"].sum()))
        return loss

    def try_step(self, inputs: dict[str, torch.Tensor]) -> None:
        self.model.train()
        self.loss_of(self.moved(inputs)).backward()
        self.model.zero_grad(set_to_none=True)

    def _save(self, output_dir: str | None = None, state_dict: Any = None) -> None:
        self.model.save(output_dir, self._tokenizer)

    def _load_from_checkpoint(self, resume_from_checkpoint: str, model: Any = None) -> None:
        self.model.load(resume_from_checkpoint)


def validate_encoder(trainer: EncoderTrainer, validation: EncodedTexts, folder: str, channel: Channel) -> dict[str, Any]:
    """Loss without smoothing or weights, and the probability of every label for every row, in `validation.jsonl`."""
    if not validation.targets:
        return {"validationLoss": None}
    logits = all_logits(trainer, validation, channel)
    targets = torch.tensor(validation.targets)
    loss = functional.cross_entropy(logits, targets).item()
    path = Path(folder) / "validation.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for probabilities in logits.softmax(1).tolist():
            file.write(json.dumps({"probabilities": [round(value, 6) for value in probabilities]}) + "\n")
    return {"validationLoss": loss, "predictions": "validation.jsonl"}


def all_logits(trainer: EncoderTrainer, texts: EncodedTexts, channel: Channel) -> torch.Tensor:
    """In float32, in the order of the rows."""
    trainer.model.eval()
    out = torch.empty(len(texts.targets), len(trainer.model.labels))
    groups = by_length(texts.lengths, 32)
    for done, rows in enumerate(groups, start=1):
        with torch.no_grad():
            out[rows] = trainer.model(**trainer.moved(texts.inputs(rows))).float().cpu()
        channel.check()
        channel.emit("progress", stage="validate", step=done, steps=len(groups))
    trainer.model.train()
    return out


def export_best(trainer: EncoderTrainer, best: int, validation: EncodedTexts, checkpoints: Checkpoints, channel: Channel) -> None:
    channel.stage = "export"
    channel.emit("progress", stage="export", step=0, steps=2)
    trainer.model.load(str(checkpoints.place(best)))
    model = trainer.model.eval().cpu()
    with torch.no_grad():
        groups = by_length(validation.lengths, 32)
        expected = {row: logits for rows in groups for row, logits in zip(rows, model(**validation.inputs(rows)).argmax(1).tolist(), strict=True)}
    folder = checkpoints.root / "export"
    facts = export_onnx(model, trainer._tokenizer, folder, (validation, expected))
    channel.emit("done", reason="stopped" if trainer._gate.is_stopped else "finished", best=best, folder=str(checkpoints.place(best)), export=facts)
