"""The loss of answers. Logits are made for the places before answer tokens only: a vocabulary is wide."""

import contextlib
from typing import Any

import torch
from peft.helpers import disable_input_dtype_casting
from torch.nn import functional

from .chat_tokens import TokenisedChat

IGNORED = -100


def pad_chats(chats: list[TokenisedChat], pad_id: int) -> dict[str, torch.Tensor]:
    """Rows side by side, padded at the right; `labels` are the answer's tokens and -100 elsewhere."""
    width = max(chat.length for chat in chats)
    ids = torch.full((len(chats), width), pad_id, dtype=torch.long)
    mask = torch.zeros((len(chats), width), dtype=torch.long)
    labels = torch.full((len(chats), width), IGNORED, dtype=torch.long)
    for row, chat in enumerate(chats):
        ids[row, : chat.length] = torch.tensor([*chat.prompt, *chat.answer])
        mask[row, : chat.length] = 1
        labels[row, len(chat.prompt) : chat.length] = torch.tensor(chat.answer)
    return {"input_ids": ids, "attention_mask": mask, "labels": labels}


def answer_logits(model: Any, inputs: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits [answer tokens, vocabulary] in float32, and the tokens that are right there."""
    language_model = model.get_base_model() if hasattr(model, "get_base_model") else model
    hidden = language_model.get_decoder()(input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"], use_cache=False).last_hidden_state
    targets = inputs["labels"][:, 1:]
    is_answer = targets != IGNORED
    logits = language_model.get_output_embeddings()(hidden[:, :-1][is_answer]).float()
    cap = getattr(language_model.config.get_text_config(), "final_logit_softcapping", None)
    if cap is not None:
        logits = cap * torch.tanh(logits / cap)
    return logits * logit_scale(language_model), targets[is_answer]


def logit_scale(language_model: Any) -> float:
    """Some families scale their logits on the way out (Granite divides, Cohere multiplies)."""
    config = language_model.config.get_text_config()
    if getattr(config, "logits_scaling", None):
        return 1 / config.logits_scaling
    return getattr(config, "logit_scale", None) or 1.0


def answer_loss(model: Any, inputs: dict[str, torch.Tensor]) -> tuple[torch.Tensor, int]:
    logits, targets = answer_logits(model, inputs)
    return functional.cross_entropy(logits, targets, reduction="sum"), len(targets)


@contextlib.contextmanager
def quiet_casts(model: Any):  # noqa: ANN201
    """Under autocast PEFT's cast of each input to the adapter's float32 is undone at once: leave it out."""
    if torch.is_autocast_enabled("cpu") or torch.is_autocast_enabled("cuda"):
        with disable_input_dtype_casting(model):
            yield
    else:
        yield
