"""Supervised contrastive warm-up: before there is a head, rows of one label are drawn together."""

import random

import torch

from .channel import Channel
from .encoder_model import EncoderClassifier, supervised_contrastive_loss
from .job import Job
from .texts import EncodedTexts

# Pairs are what is learnt from: a batch holds a few rows of each of its labels.
ROWS_A_LABEL = 4
BATCH_ROWS = 32


def contrastive_steps(job: Job, rows: int) -> int:
    return job.encoder.contrastiveEpochs * max(1, rows // BATCH_ROWS)


def contrastive_tokens(job: Job, lengths: list[int]) -> int:
    """Tokens of the warm-up, padding included: its batches are drawn by label, so each has nearly the longest row."""
    ordered = sorted(lengths)
    return contrastive_steps(job, len(lengths)) * BATCH_ROWS * ordered[int(0.95 * (len(ordered) - 1))]


def contrastive_warm_up(model: EncoderClassifier, texts: EncodedTexts, job: Job, channel: Channel) -> None:
    draw = random.Random(job.seed)
    optimizer = torch.optim.AdamW(model.body.parameters(), lr=job.training.learningRate)
    steps = contrastive_steps(job, len(texts.targets))
    device = next(model.parameters()).device
    model.train()
    for step in range(1, steps + 1):
        rows = draw_batch(texts.targets, draw)
        inputs = {name: value.to(device) for name, value in texts.batch(rows).items()}
        loss = supervised_contrastive_loss(model.pooled(inputs["input_ids"], inputs["attention_mask"]), inputs["labels"])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.body.parameters(), job.training.maxGradientNorm)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        channel.check()
        channel.emit("progress", stage="contrastive", step=step, steps=steps, loss=loss.item())


def draw_batch(targets: list[int], draw: random.Random) -> list[int]:
    rows_of: dict[int, list[int]] = {}
    for row, target in enumerate(targets):
        rows_of.setdefault(target, []).append(row)
    labels = list(rows_of)
    draw.shuffle(labels)
    chosen = labels[: max(2, BATCH_ROWS // ROWS_A_LABEL)]
    return [row for label in chosen for row in draw.sample(rows_of[label], min(ROWS_A_LABEL, len(rows_of[label])))]
