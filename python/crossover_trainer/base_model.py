"""Opens base weights from disk: a GGUF file that Transformers dequantises, or a Hugging Face folder of safetensors."""

import contextlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import torch
import transformers
from transformers import AutoConfig, AutoModel, AutoModelForCausalLM, AutoTokenizer, GgufConfig

from .errors import TrainerError
from .job import Base

PICKLES = ("*.bin", "*.pt", "*.pth", "*.pkl", "*.ckpt")


def open_language_model(base: Base, dtype: torch.dtype, fallback_cache: Path) -> tuple[Any, Any]:
    """The causal language model and its tokenizer, with the chat template of the weights or of the job.

    A GGUF file is unpacked once into a folder (`base.cache`, else the fallback): that takes half a minute, opening
    the folder a second.
    """
    with named_errors(base):
        folder = dense_folder(base, dtype, fallback_cache)
        tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=False)
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, use_safetensors=True, trust_remote_code=False, attn_implementation="sdpa")
    if base.chatTemplate is not None:
        tokenizer.chat_template = base.chatTemplate
    if not tokenizer.chat_template:
        raise TrainerError("chat-template", f"{base.path} has no chat template.", "Use an instruction-tuned base, or give one in base.chatTemplate.")
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    model.config.use_cache = False
    return model, tokenizer


def dense_folder(base: Base, dtype: torch.dtype, fallback_cache: Path) -> str:
    if base.format == "folder":
        assert_folder(Path(base.path))
        return base.path
    assert_gguf(Path(base.path))
    cache = Path(base.cache) if base.cache else fallback_cache
    target = cache / f"{Path(base.path).stem}-{str(dtype).removeprefix('torch.')}-{transformers.__version__}"
    if not target.is_dir():
        unpack_gguf(Path(base.path), dtype, target)
    return str(target)


def unpack_gguf(path: Path, dtype: torch.dtype, target: Path) -> None:
    """Written aside and renamed: of two processes that unpack at once one wins."""
    where = {"pretrained_model_name_or_path": str(path.parent), "gguf_file": path.name}
    tokenizer = AutoTokenizer.from_pretrained(**where, trust_remote_code=False)
    model = AutoModelForCausalLM.from_pretrained(**where, dtype=dtype, quantization_config=GgufConfig(dequantize=True), trust_remote_code=False)
    part = target.with_name(f"{target.name}.part-{os.getpid()}")
    part.mkdir(parents=True)
    try:
        # What Transformers would call a quantised model cannot be trained; this one is dense by now.
        model.hf_quantizer = None
        model.config.__dict__.pop("quantization_config", None)
        model.save_pretrained(part)
        tokenizer.save_pretrained(part)
        with contextlib.suppress(FileExistsError, OSError):
            part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    if not target.is_dir():
        raise TrainerError("base", f"{target} could not be written.")


def open_encoder(base: Base) -> Any:
    """The body of a BERT-like model, in float32: it is small, and its rows are short."""
    if base.format != "folder":
        raise TrainerError("base", "An encoder starts from a folder, not from a GGUF file.")
    with named_errors(base):
        assert_folder(Path(base.path))
        if AutoConfig.from_pretrained(base.path, trust_remote_code=False).is_encoder_decoder:
            raise TrainerError("architecture", f"{base.path} is an encoder-decoder; a BERT-like encoder is needed.")
        return AutoModel.from_pretrained(base.path, dtype=torch.float32, use_safetensors=True, trust_remote_code=False)


def assert_gguf(path: Path) -> None:
    if not path.is_file():
        raise TrainerError("base", f"There is no file {path}.")
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise TrainerError("base", f"{path} is not a GGUF file.")


def assert_folder(path: Path) -> None:
    """Pickles run code when they are loaded: a folder that has its weights in one only is refused."""
    if not (path / "config.json").is_file():
        raise TrainerError("base", f"{path} is not a model folder: it has no config.json.")
    if any(path.glob("*.safetensors")):
        return
    pickles = [file.name for pattern in PICKLES for file in path.glob(pattern)]
    if pickles:
        raise TrainerError("pickle", f"{path} has its weights as {pickles[0]}, a pickle, which can run code when loaded. Only safetensors are loaded.", "Convert it to safetensors on a machine you can spare.")
    raise TrainerError("base", f"{path} has no safetensors file.")


@contextlib.contextmanager
def named_errors(base: Base):  # noqa: ANN201
    try:
        yield
    except TrainerError:
        raise
    except (ValueError, KeyError, NotImplementedError) as error:
        if is_unknown_architecture(error):
            raise TrainerError("architecture", f"{base.path} is of an architecture that cannot be trained here ({architecture_of(base)}).", "Take a base of the Llama, Qwen, Gemma, Phi or Mistral families, or a BERT-like encoder.") from error
        raise TrainerError("base", f"{base.path} cannot be opened: {error}") from error
    except (OSError, RuntimeError) as error:
        raise TrainerError("base", f"{base.path} cannot be opened: {error}") from error


def is_unknown_architecture(error: Exception) -> bool:
    text = str(error)
    signs = ("architecture", "model type", "Unrecognized configuration", "Unrecognized model", "Unknown gguf model_type", "trust_remote_code", "requires you to execute")
    return any(sign in text for sign in signs)


def architecture_of(base: Base) -> str:
    if base.format == "gguf":
        from gguf import GGUFReader

        field = GGUFReader(base.path).fields.get("general.architecture")
        return str(field.contents()) if field is not None else "unnamed"
    return str(json.loads((Path(base.path) / "config.json").read_text(encoding="utf-8")).get("model_type", "unnamed"))
