"""Teacher forcing: what the base with an adapter thinks of given answers, token by token."""

import json
from pathlib import Path

import torch
from peft import PeftModel

from .answer_loss import answer_logits, pad_chats
from .base_model import open_language_model
from .channel import Channel
from .chat_tokens import ChatTokens
from .checkpoints import write_atomically
from .errors import TrainerError
from .job import Job
from .machine import Machine
from .rows import read_chats


def run_score(job: Job, machine: Machine, channel: Channel) -> None:
    """Writes `scores.jsonl`, a line a row: answer tokens, the likeliest token at each place, and log-probabilities."""
    channel.stage = "load"
    folder = Path(job.folder)
    folder.mkdir(parents=True, exist_ok=True)
    model, tokenizer = open_language_model(job.base, torch.float32, folder / "base")
    if job.adapter is not None:
        model = PeftModel.from_pretrained(model, checked_adapter(Path(job.adapter)))
    model = model.to(machine.device).eval()
    tokens = ChatTokens(tokenizer)
    lines = []
    chats = read_chats(job.validation)
    channel.stage = "score"
    for done, chat in enumerate(chats, start=1):
        row = tokens.tokenise(chat)
        inputs = {name: value.to(machine.device) for name, value in pad_chats([row], tokenizer.pad_token_id).items()}
        with torch.no_grad():
            logits, targets = answer_logits(model, inputs)
        spread = logits.log_softmax(1)
        chosen = spread.gather(1, targets[:, None]).squeeze(1)
        lines.append(json.dumps({"promptTokens": row.prompt, "answerTokens": row.answer, "top": logits.argmax(1).tolist(), "logProbabilities": [round(value, 5) for value in chosen.tolist()]}))
        channel.check()
        channel.emit("progress", stage="score", step=done, steps=len(chats))
    write_atomically(folder / "scores.jsonl", "\n".join(lines) + "\n")
    channel.emit("done", reason="finished", folder=str(folder), scores="scores.jsonl")


def checked_adapter(folder: Path) -> str:
    if not (folder / "adapter_model.safetensors").is_file():
        raise TrainerError("pickle" if (folder / "adapter_model.bin").is_file() else "base", f"{folder} holds no adapter_model.safetensors. Only safetensors are loaded.")
    return str(folder)
