"""Chats as token ids, exactly as the host that serves the model makes them."""

from dataclasses import dataclass
from typing import Any

from .errors import TrainerError

MARK = "\ufdd0{}\ufdd1"


@dataclass(frozen=True)
class TokenisedChat:
    """The prompt up to where the answer begins; the answer with the token that ends it."""

    prompt: list[int]
    answer: list[int]

    @property
    def length(self) -> int:
        return len(self.prompt) + len(self.answer)


class ChatTokens:
    """Prompt and answer are tokenised apart: at serving time the answer's tokens follow a finished prompt."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._specials = [text for text in tokenizer.all_special_tokens if text]
        self._specials += [str(token) for token in tokenizer.added_tokens_decoder.values() if token.special]
        self._bos = self._leading_bos()
        self.terminator = self._find_terminator()

    def tokenise(self, chat: list[dict[str, str]]) -> TokenisedChat:
        prompt = self._prompt(chat[:-1])
        return TokenisedChat(prompt, [*self._plain(chat[-1]["content"]), self.terminator])

    def _prompt(self, messages: list[dict[str, str]]) -> list[int]:
        contents = [message["content"] for message in messages]
        spelled = any(special in content for content in contents for special in self._specials)
        ids = self._marked(messages) if spelled else self._encode(self._render(messages, True))
        if self._bos is not None and ids[:1] != [self._bos]:
            return [self._bos, *ids]
        return ids

    def _marked(self, messages: list[dict[str, str]]) -> list[int]:
        """A content that spells a special token is plain text: it is tokenised apart from the template."""
        marked = [{**message, "content": MARK.format(index)} for index, message in enumerate(messages)]
        ids: list[int] = []
        for piece in self._render(marked, True).split("\ufdd0"):
            index, found, rest = piece.partition("\ufdd1")
            if found:
                ids += self._plain(messages[int(index)]["content"])
            ids += self._encode(rest if found else piece)
        return ids

    def _render(self, messages: list[dict[str, str]], add_generation_prompt: bool) -> str:
        try:
            return self._tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=add_generation_prompt)
        except Exception as error:  # noqa: BLE001 - whatever the template raises is about the chat
            raise TrainerError("rows", f"The chat template of the base refuses a row: {error}") from error

    def _encode(self, text: str) -> list[int]:
        return self._tokenizer(text, add_special_tokens=False)["input_ids"] if text else []

    def _plain(self, text: str) -> list[int]:
        if not any(special in text for special in self._specials):
            return self._encode(text)
        return self._tokenizer(text, add_special_tokens=False, split_special_tokens=True)["input_ids"]

    def _leading_bos(self) -> int | None:
        bos = self._tokenizer.bos_token_id
        first = self._tokenizer("a")["input_ids"][:1]
        return bos if bos is not None and first == [bos] else None

    def _find_terminator(self) -> int:
        """What the template writes behind an answer, if that is a special token; else the end-of-sequence token."""
        chat = [{"role": "user", "content": "x"}, {"role": "assistant", "content": MARK.format(1)}]
        behind = self._encode(self._render(chat, False).split("\ufdd1")[-1].lstrip())
        if behind and self._tokenizer.convert_ids_to_tokens(behind[0]) in self._specials:
            return behind[0]
        if self._tokenizer.eos_token_id is None:
            raise TrainerError("chat-template", "The base names no end-of-turn token.")
        return self._tokenizer.eos_token_id
