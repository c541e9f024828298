"""Rows of a job: JSON lines on disk."""

import json
from pathlib import Path
from typing import Any

from .errors import TrainerError


def read_rows(path: str, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Raises TrainerError("rows") that names file and line of the first wrong row."""
    rows = []
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise TrainerError("rows", f"{path} cannot be read: {error.strerror}.") from error
    # Not splitlines(): it also breaks at characters that JSON strings may hold.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() == "":
            continue
        rows.append(read_row(line, keys, f"{path}:{number}"))
    return rows


def read_row(line: str, keys: tuple[str, ...], where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise TrainerError("rows", f"{where} is not JSON: {error}") from error
    missing = [key for key in keys if not isinstance(row, dict) or key not in row]
    if missing:
        raise TrainerError("rows", f"{where} has no {missing[0]}.")
    return row


def read_chats(path: str) -> list[list[dict[str, str]]]:
    """Chats that end in the answer to learn."""
    chats = [row["messages"] for row in read_rows(path, ("messages",))]
    for number, chat in enumerate(chats, start=1):
        is_chat = isinstance(chat, list) and len(chat) >= 2 and all(is_message(message) for message in chat)
        if not is_chat or chat[-1]["role"] != "assistant":
            raise TrainerError("rows", f"{path}: row {number} must be a list of messages that ends with the assistant's.")
    return chats


def is_message(message: Any) -> bool:
    return isinstance(message, dict) and isinstance(message.get("role"), str) and isinstance(message.get("content"), str)
