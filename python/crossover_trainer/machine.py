"""What this machine has: the device, whether bfloat16 pays, memory."""

import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

import torch

from .errors import TrainerError


@dataclass(frozen=True)
class Machine:
    """cpu, cuda (NVIDIA and, with a ROCm build, AMD) or mps (Apple)."""

    device: str
    name: str
    # The hardware multiplies bfloat16 at least as fast as float32.
    has_bfloat16: bool
    threads: int


def find_machine(wanted: str, threads: int | None) -> Machine:
    """Raises TrainerError("device") when a device is asked for that is not there."""
    count = threads or available_cores()
    torch.set_num_threads(count)
    device = best_device() if wanted == "auto" else wanted
    if device == "cuda" and not torch.cuda.is_available():
        raise TrainerError("device", "There is no CUDA or ROCm device, or PyTorch was installed without it.")
    if device == "mps" and not torch.backends.mps.is_available():
        raise TrainerError("device", "There is no Apple GPU that PyTorch can use.")
    return Machine(device, device_name(device), has_bfloat16(device), count)


def best_device() -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def device_name(device: str) -> str:
    if device == "cuda":
        return torch.cuda.get_device_name(0)
    return platform.processor() or platform.machine()


def has_bfloat16(device: str) -> bool:
    if device == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return device == "cpu" and bool(cpu_flags() & {"avx512_bf16", "amx_bf16"})


def cpu_flags() -> set[str]:
    """Flags of the first core; where they cannot be read, float32 is the safe choice."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return set()
    line = next((line for line in text.splitlines() if line.startswith("flags")), "")
    return set(line.partition(":")[2].split())


def available_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def peak_memory_bytes(device: str) -> int:
    """The most this process held so far; of the GPU's memory where there is one."""
    if device == "cuda":
        return torch.cuda.max_memory_allocated()
    if sys.platform == "win32":
        import psutil

        return psutil.Process().memory_info().peak_wset
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def free_memory_bytes(device: str) -> int | None:
    if device == "cuda":
        return torch.cuda.mem_get_info()[0]
    try:
        lines = Path("/proc/meminfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    found = [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable")]
    return found[0] if found else None


def versions() -> dict[str, str]:
    import importlib.metadata

    names = ("torch", "transformers", "trl", "peft", "accelerate", "onnxruntime")
    found = {}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return {"python": platform.python_version(), **found}
