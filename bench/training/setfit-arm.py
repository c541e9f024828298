"""SetFit on the rows of a folder, at its published few-shot setting. Prints one JSON object.

setfit-arm.py FOLDER_OF_THE_ENCODER FOLDER_OF_ROWS PAIRS_PER_ROW THREADS
"""

import json
import resource
import sys
import time
from pathlib import Path

import torch
from datasets import Dataset
from sentence_transformers import SentenceTransformer, models
from setfit import SetFitModel, Trainer, TrainingArguments
from sklearn.linear_model import LogisticRegression

encoder, folder, iterations, threads = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(threads)


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


train, test = rows("train.jsonl"), rows("test.jsonl")
word = models.Transformer(encoder, max_seq_length=256)
body = SentenceTransformer(modules=[word, models.Pooling(word.get_embedding_dimension(), "mean"), models.Normalize()], device="cpu")
model = SetFitModel(model_body=body, model_head=LogisticRegression(), labels=sorted({row["output"] for row in train}))
started, cpu = time.perf_counter(), cpu_seconds()
trainer = Trainer(
    model=model,
    args=TrainingArguments(batch_size=16, num_epochs=1, num_iterations=iterations, report_to="none", save_strategy="no", eval_strategy="no", seed=1),
    train_dataset=Dataset.from_dict({"text": [row["input"] for row in train], "label": [row["output"] for row in train]}),
)
trainer.train()
seconds, cpu = time.perf_counter() - started, cpu_seconds() - cpu
answers = model.predict([row["input"] for row in test])
right = sum(str(answer) == row["output"] for answer, row in zip(answers, test, strict=True))
print(json.dumps({"right": right, "of": len(test), "seconds": seconds, "cpuSeconds": cpu}))
