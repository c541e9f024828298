"""Pieces that need no training. Run with: python -m unittest tests/test_pieces.py, in the folder python."""

import math
import tempfile
import unittest
from pathlib import Path

import torch

from crossover_trainer.checkpoints import Checkpoints
from crossover_trainer.encoder_job import class_weights
from crossover_trainer.contrastive import contrastive_tokens
from crossover_trainer.encoder_model import supervised_contrastive_loss
from crossover_trainer.errors import TrainerError
from crossover_trainer.job import Encoder, parse_job
from crossover_trainer.length_batches import LengthBatches, by_length


class Batches(unittest.TestCase):
    lengths = [3, 90, 5, 70, 4, 80, 6, 60, 7, 50, 8]

    def test_every_row_comes_once_and_only_the_last_batch_is_short(self):
        batches = LengthBatches(self.lengths, 4, seed=1).batches(0)
        self.assertEqual(sorted(row for batch in batches for row in batch), list(range(11)))
        self.assertEqual([len(batch) for batch in batches], [4, 4, 3])

    def test_the_order_is_that_of_seed_and_epoch_alone(self):
        first, second = LengthBatches(self.lengths, 4, seed=1), LengthBatches(self.lengths, 4, seed=1)
        list(first)
        self.assertEqual(first.batches(3), second.batches(3))
        self.assertNotEqual(first.batches(3), first.batches(4))

    def test_like_lengths_meet(self):
        # Eight batches of two, pools of two batches: sorted pools pad less than pairs as they come.
        lengths = [row * 10 + 10 for row in range(16)]
        batches = LengthBatches(lengths, 2, seed=1)
        self.assertEqual(len(batches.batches(0)), 8)
        self.assertEqual(batches.padded_tokens(0), sum(2 * max(lengths[row] for row in pair) for pair in batches.batches(0)))
        self.assertTrue(all(lengths[first] >= lengths[second] for first, second in batches.batches(0)))
        self.assertEqual(by_length([1, 3, 2], 2), [[1, 2], [0]])


class Losses(unittest.TestCase):
    def test_contrastive_loss_by_hand(self):
        # Two pairs at right angles, temperature 1: each row has similarity 1 to its partner and 0 to two others.
        vectors = torch.tensor([[1.0, 0], [1, 0], [0, 1], [0, 1]])
        loss = supervised_contrastive_loss(vectors, torch.tensor([0, 0, 1, 1]), temperature=1.0)
        self.assertAlmostEqual(loss.item(), -math.log(math.e / (math.e + 2)), places=5)

    def test_contrastive_loss_without_pairs_is_zero(self):
        self.assertEqual(supervised_contrastive_loss(torch.eye(2), torch.tensor([0, 1])).item(), 0)

    def test_a_warm_up_counts_its_tokens_nearly_as_long_as_the_longest_row(self):
        encoder = {"labels": ["a", "b"], "contrastiveEpochs": 3}
        training = {"epochs": 1, "learningRate": 1e-4}
        job = parse_job({"kind": "encoder", "folder": "/f", "base": {"format": "folder", "path": "/b"}, "train": "/t", "training": training, "encoder": encoder})
        # 64 rows are two batches of 32 an epoch; rows of 1 … 64 tokens, the 95th of 100 has 60.
        self.assertEqual(contrastive_tokens(job, list(range(1, 65))), 3 * 2 * 32 * 60)

    def test_balanced_weights(self):
        # n / (k · n_label): 4 / (2 · 3) and 4 / (2 · 1); a label without rows weighs nothing.
        weights = class_weights(Encoder(labels=["a", "b", "c"], classWeights="balanced"), [0, 0, 0, 1])
        self.assertEqual([round(value, 4) for value in weights.tolist()], [0.6667, 2.0, 0.0])


class Jobs(unittest.TestCase):
    def test_wrong_keys_and_types_are_named(self):
        cases = {
            "lora.rnk is not known": {"kind": "lora", "lora": {"rnk": 1}},
            "training.epochs is '2'": {"kind": "lora", "training": {"epochs": "2", "learningRate": 1}},
            "training.learningRate is missing": {"kind": "lora", "training": {"epochs": 2}},
            "kind is 'dpo'": {"kind": "dpo"},
            "A lora job needs folder and base": {"kind": "lora"},
        }
        for message, raw in cases.items():
            with self.assertRaisesRegex(TrainerError, message):
                parse_job(raw)


class Folders(unittest.TestCase):
    def test_a_checkpoint_is_whole_or_not_there(self):
        with tempfile.TemporaryDirectory() as folder:
            first = Checkpoints(folder, {"seed": 1})
            written = first.staging / "x"
            written.mkdir()
            first.commit(written, 1, {"epoch": 1})
            (first.staging / "half").mkdir()
            again = Checkpoints(folder, {"seed": 1, "threads": 4})
            self.assertEqual(again.list(), [{"epoch": 1}])
            self.assertEqual(list(Path(again.staging).iterdir()), [])
            with self.assertRaisesRegex(TrainerError, "another job"):
                Checkpoints(folder, {"seed": 2})


if __name__ == "__main__":
    unittest.main()
