"""The encoder as ONNX and as int8, each checked against PyTorch by the labels it gives the validation rows."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from .checkpoints import sync_tree
from .encoder_model import EncoderClassifier
from .length_batches import by_length
from .texts import EncodedTexts

OPSET = 17


def export_onnx(model: EncoderClassifier, tokenizer: Any, folder: Path, check: tuple[EncodedTexts, dict[int, int]]) -> dict[str, Any]:
    """Writes model.onnx, model.int8.onnx, tokenizer and labels. Inputs: input_ids, attention_mask; output: logits.

    Returns names of the files and the share of validation rows with PyTorch's label.
    """
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    trace(model, part / "model.onnx")
    quantize(part / "model.onnx", part / "model.int8.onnx")
    tokenizer.save_pretrained(part)
    (part / "labels.json").write_text(json.dumps(model.labels, ensure_ascii=False), encoding="utf-8")
    facts = {
        "folder": str(folder),
        "onnx": "model.onnx",
        "int8": "model.int8.onnx",
        "labels": "labels.json",
        "tokenizer": "tokenizer.json",
        "sameLabel": {"rows": len(check[1]), "onnx": agreement(part / "model.onnx", check), "int8": agreement(part / "model.int8.onnx", check)},
    }
    sync_tree(part)
    shutil.rmtree(folder, ignore_errors=True)
    os.rename(part, folder)
    return facts


def trace(model: EncoderClassifier, path: Path) -> None:
    example = {"input_ids": torch.ones((2, 8), dtype=torch.long), "attention_mask": torch.ones((2, 8), dtype=torch.long)}
    # The eager path writes plain masked attention, which the quantiser and every runtime version know.
    model.body.set_attn_implementation("eager")
    torch.onnx.export(
        model,
        (example["input_ids"], example["attention_mask"]),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes={"input_ids": {0: "rows", 1: "tokens"}, "attention_mask": {0: "rows", 1: "tokens"}, "logits": {0: "rows"}},
        opset_version=OPSET,
        dynamo=False,
    )


def quantize(source: Path, target: Path) -> None:
    """Weights to int8, all but the layers that narrow.

    What a feed-forward layer hands to its second half has outliers, and one scale for all of it loses the rest: four of the eleven
    rows of banking77 that int8 labelled otherwise came from there. The head narrows too, and is small.
    """
    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=narrowing_layers(source))


def narrowing_layers(path: Path) -> list[str]:
    """Names of the products with weights of more than twice as many rows as columns."""
    graph = onnx.load(str(path)).graph
    shapes = {weight.name: list(weight.dims) for weight in graph.initializer}
    # MatMul keeps weights as [in, out], Gemm as it says.
    return [node.name for node in graph.node if node.op_type in ("MatMul", "Gemm") and narrows(shapes.get(node.input[1]), is_turned(node))]


def is_turned(node: Any) -> bool:
    return any(attribute.name == "transB" and attribute.i == 1 for attribute in node.attribute)


def narrows(shape: list[int] | None, turned: bool) -> bool:
    if shape is None or len(shape) != 2:
        return False
    rows, columns = reversed(shape) if turned else shape
    return rows > 2 * columns


def agreement(path: Path, check: tuple[EncodedTexts, dict[int, int]]) -> float | None:
    texts, expected = check
    if not expected:
        return None
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    same = 0
    for rows in by_length(texts.lengths, 32):
        logits = session.run(["logits"], {name: value.numpy() for name, value in texts.inputs(rows).items()})[0]
        same += sum(int(expected[row] == label) for row, label in zip(rows, logits.argmax(1).tolist(), strict=True))
    return same / len(expected)
