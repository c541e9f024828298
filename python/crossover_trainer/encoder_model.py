"""A BERT-like encoder with a linear head over the mean of its token vectors."""

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional

HEAD = "head.safetensors"
NOTE = "classifier.json"


class EncoderClassifier(nn.Module):
    """Mean pooling, not the first token's vector: sentence encoders were trained with it, so few rows go further."""

    def __init__(self, body: Any, labels: list[str], dropout: float) -> None:
        super().__init__()
        self.body = body
        self.config = body.config
        self.labels = labels
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(body.config.hidden_size, len(labels))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def pooled(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Vectors [rows, hidden]."""
        hidden = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask.unsqueeze(-1).to(hidden.dtype)
        return (hidden * weights).sum(1) / weights.sum(1).clamp(min=1e-9)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Logits [rows, labels]."""
        return self.head(self.dropout(self.pooled(input_ids, attention_mask)))

    @torch.no_grad()
    def start_at_means(self, vectors: torch.Tensor, targets: torch.Tensor) -> None:
        """The head starts as a nearest-mean classifier: row k points to label k's mean, less the mean of all.

        Argmax of x·m − |m|²/2 is the nearest mean; lengths are scaled to keep the first probabilities soft.
        """
        centre = vectors.mean(0)
        means = torch.stack([self._mean_of(vectors, targets == label, centre) for label in range(len(self.labels))]) - centre
        scale = 8.0 / means.norm(dim=1).mean().clamp(min=1e-6) ** 2
        self.head.weight.copy_(scale * means)
        self.head.bias.copy_(-scale * (means @ centre + means.pow(2).sum(1) / 2))

    @staticmethod
    def _mean_of(vectors: torch.Tensor, chosen: torch.Tensor, centre: torch.Tensor) -> torch.Tensor:
        return vectors[chosen].mean(0) if chosen.any() else centre

    def save(self, folder: str, tokenizer: Any) -> None:
        """A Transformers folder of the body, the head beside it."""
        self.body.save_pretrained(folder, safe_serialization=True)
        tokenizer.save_pretrained(folder)
        state = {name: value.contiguous() for name, value in self.head.state_dict().items()}
        save_file(state, str(Path(folder) / HEAD))
        note = {"labels": self.labels, "pooling": "mean"}
        (Path(folder) / NOTE).write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")

    def load(self, folder: str) -> None:
        """Weights of a checkpoint of this model."""
        self.body.load_state_dict(type(self.body).from_pretrained(folder, use_safetensors=True, dtype=torch.float32).state_dict())
        self.head.load_state_dict(load_file(str(Path(folder) / HEAD)))


def supervised_contrastive_loss(vectors: torch.Tensor, targets: torch.Tensor, temperature: float = 0.1) -> torch.Tensor:
    """Rows of one label are drawn together, others apart (Khosla et al. 2020, equation 2).

    Zero where no row of the batch has a partner.
    """
    unit = functional.normalize(vectors.float(), dim=1)
    similar = unit @ unit.T / temperature
    itself = torch.eye(len(targets), dtype=torch.bool, device=targets.device)
    partners = (targets[:, None] == targets[None, :]) & ~itself
    log_share = similar - torch.logsumexp(similar.masked_fill(itself, float("-inf")), dim=1, keepdim=True)
    counts = partners.sum(1)
    has_partner = counts > 0
    if not has_partner.any():
        return vectors.sum() * 0
    return -(log_share.masked_fill(~partners, 0).sum(1)[has_partner] / counts[has_partner]).mean()
