"""LoRA: TRL's SFTTrainer and PEFT, with the loss on answer tokens only."""

from typing import Any

import torch
from datasets import Dataset
from peft import LoraConfig, get_peft_model
from transformers import set_seed
from trl import SFTConfig, SFTTrainer

from .answer_loss import answer_loss, pad_chats, quiet_casts
from .base_model import open_language_model
from .channel import Channel
from .chat_tokens import ChatTokens, TokenisedChat
from .checkpoints import Checkpoints, assert_space, job_facts
from .epoch_gate import EpochGate
from .errors import TrainerError
from .job import Job, Lora
from .length_batches import LengthBatches, by_length
from .machine import Machine
from .rows import read_chats
from .training_run import Workload, arguments_of, estimate, spread, train, uses_bfloat16

# The fused kernel's backward pass is slow on a CPU; the plain one needs memory of the length's square.
PLAIN_ATTENTION_TOKENS = 512


def run_lora(job: Job, machine: Machine, channel: Channel) -> None:
    checkpoints = Checkpoints(job.folder, job_facts(job))
    channel.stage = "load"
    set_seed(job.seed)
    is_bfloat16 = uses_bfloat16(job.training, machine)
    model, tokenizer = open_language_model(job.base, torch.bfloat16 if is_bfloat16 else torch.float32, checkpoints.root / "base")
    chats, validation = read_both(job, ChatTokens(tokenizer), context_of(model, job), channel)
    if machine.device == "cpu" and max(chat.length for chat in chats) <= PLAIN_ATTENTION_TOKENS:
        model.set_attn_implementation("eager")
    model = with_adapter(model, job.lora)
    trainable = sum(weight.numel() for weight in model.parameters() if weight.requires_grad)
    # The adapter, two moments of each of its weights, and what lies beside them.
    assert_space(checkpoints.root, 12 * trainable + 8_000_000)

    batches = LengthBatches([chat.length for chat in chats], job.training.batchRows, job.seed)

    def collate(rows: list[dict[str, Any]]) -> dict[str, torch.Tensor]:
        return pad_chats([TokenisedChat(row["prompt"], row["answer"]) for row in rows], tokenizer.pad_token_id)

    def validate(epoch: int, folder: str) -> dict[str, Any]:
        return {"validationLoss": validation_loss(trainer, validation, collate, channel)}

    gate = EpochGate(channel, checkpoints, validate)
    trainer = AnswerTrainer(
        model=model,
        args=SFTConfig(**arguments_of(job.training, machine, checkpoints, job.seed), dataset_kwargs={"skip_prepare_dataset": True}, max_length=None),
        train_dataset=Dataset.from_list([as_row(chat) for chat in chats]),
        data_collator=collate,
        processing_class=tokenizer,
        callbacks=[gate],
    )
    trainer.remember(gate, batches, is_bfloat16)
    channel.stage = "estimate"
    work = Workload(lambda rows: trainer.try_step([as_row(chats[row]) for row in rows]), trainable, [chat.length for chat in chats], [chat.length for chat in validation], batches)
    told = channel.ask("estimate", **estimate(work, job.training, machine), precision="bfloat16" if is_bfloat16 else "float32")
    if told.get("type") == "stop":
        channel.emit("done", reason="estimated")
        return
    set_seed(job.seed)
    best = train(trainer, gate, checkpoints, channel)
    channel.emit("done", reason="stopped" if gate.is_stopped else "finished", best=best, folder=str(checkpoints.place(best)))


def read_both(job: Job, tokens: ChatTokens, limit: int, channel: Channel) -> tuple[list[TokenisedChat], list[TokenisedChat]]:
    """Rows that fit, with a count of those that do not. Raises TrainerError("too-long") when none does."""
    parts = [[tokens.tokenise(chat) for chat in read_chats(path)] if path else [] for path in (job.train, job.validation)]
    kept = [[chat for chat in part if chat.length <= limit] for part in parts]
    left_out = [len(part) - len(rest) for part, rest in zip(parts, kept, strict=True)]
    if parts[0] == []:
        raise TrainerError("rows", f"{job.train} has no rows.")
    longest = max(chat.length for part in parts for chat in part)
    if kept[0] == []:
        raise TrainerError("too-long", f"Every training row is longer than {limit} tokens (the longest has {longest}), prompt and answer together.", "Raise training.maxTokens, shorten the prompt, or take a base with a longer context.")
    message = f"{left_out[0]} training and {left_out[1]} validation rows are longer than {limit} tokens and left out; the longest has {longest}." if any(left_out) else None
    channel.emit(
        "data",
        trainRows=len(kept[0]),
        validationRows=len(kept[1]),
        tooLong={"train": left_out[0], "validation": left_out[1], "limitTokens": limit, "longestTokens": longest},
        promptTokens=spread([len(chat.prompt) for chat in kept[0]]),
        answerTokens=spread([len(chat.answer) for chat in kept[0]]),
        message=message,
    )
    return kept[0], kept[1]


def context_of(model: Any, job: Job) -> int:
    return min(job.training.maxTokens, getattr(model.config.get_text_config(), "max_position_embeddings", job.training.maxTokens))


def with_adapter(model: Any, lora: Lora) -> Any:
    modules = "all-linear" if lora.modules == ["all-linear"] else lora.modules
    try:
        return get_peft_model(model, LoraConfig(task_type="CAUSAL_LM", r=lora.rank, lora_alpha=lora.alpha, lora_dropout=lora.dropout, target_modules=modules, bias="none"))
    except ValueError as error:
        raise TrainerError("job", f"lora: {error}") from error


def as_row(chat: TokenisedChat) -> dict[str, list[int]]:
    return {"prompt": chat.prompt, "answer": chat.answer}


class AnswerTrainer(SFTTrainer):
    """TRL's trainer with our batches, our loss, and its checkpoints without a model card."""

    def remember(self, gate: EpochGate, batches: LengthBatches, is_bfloat16: bool) -> None:
        self._gate = gate
        self._batches = batches
        self._is_bfloat16 = is_bfloat16
        # Then Trainer counts the answer tokens of all accumulated batches and leaves the division to the loss.
        self.model_accepts_loss_kwargs = True

    def _get_train_sampler(self, *_: Any) -> LengthBatches:
        return self._batches

    def compute_loss(self, model: Any, inputs: dict[str, torch.Tensor], return_outputs: bool = False, num_items_in_batch: Any = None) -> torch.Tensor:
        loss_sum, count = self.loss_of(inputs)
        self._gate.count(loss_sum.item(), count, int(inputs["attention_mask"].sum()))
        return loss_sum / (count if num_items_in_batch is None else num_items_in_batch)

    def loss_of(self, inputs: dict[str, torch.Tensor]) -> tuple[torch.Tensor, int]:
        """Sum of the answer tokens' losses, and their number."""
        device = self.accelerator.device.type
        with torch.autocast(device, dtype=torch.bfloat16, enabled=self._is_bfloat16), quiet_casts(self.model):
            return answer_loss(self.model, inputs)

    def try_step(self, rows: list[dict[str, Any]]) -> None:
        """One step that leaves no trace."""
        self.model.train()
        inputs = {name: value.to(self.accelerator.device) for name, value in self.data_collator(rows).items()}
        loss_sum, count = self.loss_of(inputs)
        (loss_sum / count).backward()
        self.model.zero_grad(set_to_none=True)

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        # The step above SFTTrainer's, which writes a model card beside the folder.
        super(SFTTrainer, self)._save_checkpoint(model, trial)


def validation_loss(trainer: AnswerTrainer, validation: list[TokenisedChat], collate: Any, channel: Channel) -> float | None:
    """Mean over all answer tokens."""
    if not validation:
        return None
    trainer.model.eval()
    total, count = 0.0, 0
    groups = by_length([chat.length for chat in validation], trainer.args.per_device_train_batch_size)
    for done, group in enumerate(groups, start=1):
        inputs = {name: value.to(trainer.accelerator.device) for name, value in collate([as_row(validation[row]) for row in group]).items()}
        with torch.no_grad():
            loss_sum, answers = trainer.loss_of(inputs)
        total, count = total + loss_sum.item(), count + answers
        channel.check()
        channel.emit("progress", stage="validate", step=done, steps=len(groups))
    trainer.model.train()
    return total / count


