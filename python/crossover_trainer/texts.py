"""Texts as token ids, in batches padded to their longest row."""

from typing import Any

import torch


class EncodedTexts:
    """`lengths` are in tokens after cutting; `cut` counts texts longer than the limit."""

    def __init__(self, tokenizer: Any, texts: list[str], targets: list[int], limit: int) -> None:
        ids = tokenizer(texts, add_special_tokens=True, truncation=False, verbose=False)["input_ids"] if texts else []
        self.longest = max((len(row) for row in ids), default=0)
        self.cut = sum(len(row) > limit for row in ids)
        if self.cut > 0:
            ids = tokenizer(texts, add_special_tokens=True, truncation=True, max_length=limit)["input_ids"]
        self._ids: list[list[int]] = ids
        self._pad_id = tokenizer.pad_token_id or 0
        self.lengths = [len(row) for row in ids]
        self.targets = targets

    def inputs(self, rows: list[int]) -> dict[str, torch.Tensor]:
        width = max(self.lengths[row] for row in rows)
        ids = torch.full((len(rows), width), self._pad_id, dtype=torch.long)
        mask = torch.zeros((len(rows), width), dtype=torch.long)
        for place, row in enumerate(rows):
            ids[place, : self.lengths[row]] = torch.tensor(self._ids[row])
            mask[place, : self.lengths[row]] = 1
        return {"input_ids": ids, "attention_mask": mask}

    def batch(self, rows: list[int]) -> dict[str, torch.Tensor]:
        return {**self.inputs(rows), "labels": torch.tensor([self.targets[row] for row in rows])}
