"""Rows of like length together: a batch is as long as its longest row, and the rest of it is wasted work."""

import random
from collections.abc import Iterator

from torch.utils.data import Sampler

# Rows are shuffled, then sorted within pools of at most this many batches and a quarter of all: like lengths meet, and
# have other neighbours each epoch.
POOL_BATCHES = 16
POOLS = 4


class LengthBatches(Sampler[int]):
    """Row numbers in the order of an epoch. It depends on seed and epoch alone, so a resumed run sees the same."""

    def __init__(self, lengths: list[int], batch_rows: int, seed: int) -> None:
        self._lengths = lengths
        self._batch_rows = batch_rows
        self._seed = seed
        self._epoch = 0

    def set_epoch(self, epoch: int) -> None:
        self._epoch = epoch

    def __len__(self) -> int:
        return len(self._lengths)

    def __iter__(self) -> Iterator[int]:
        return iter(row for batch in self.batches(self._epoch) for row in batch)

    def batches(self, epoch: int) -> list[list[int]]:
        draw = random.Random(f"{self._seed}/{epoch}")
        rows = list(range(len(self._lengths)))
        draw.shuffle(rows)
        size = self._batch_rows
        pool = size * max(1, min(POOL_BATCHES, len(rows) // (size * POOLS)))
        pools = [sorted(rows[start : start + pool], key=self._lengths.__getitem__, reverse=True) for start in range(0, len(rows), pool)]
        batches = [rows_of[start : start + size] for rows_of in pools for start in range(0, len(rows_of), size)]
        full = [batch for batch in batches if len(batch) == size]
        draw.shuffle(full)
        # A batch that is not full must be the last: rows are cut into batches by their number again.
        rest = [row for batch in batches if len(batch) < size for row in batch]
        return [*full, rest] if rest else full

    def padded_tokens(self, epoch: int) -> int:
        """Tokens computed in an epoch, padding included."""
        return sum(len(batch) * max(self._lengths[row] for row in batch) for batch in self.batches(epoch))


def by_length(lengths: list[int], batch_rows: int) -> list[list[int]]:
    """Batches for validation: longest first, each row once."""
    rows = sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True)
    return [rows[start : start + batch_rows] for start in range(0, len(rows), batch_rows)]
