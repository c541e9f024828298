"""Which code does which job."""

import os
from typing import Any

from . import PROTOCOL, __version__
from .channel import Channel
from .job import parse_job


def run_job(raw: dict[str, Any], channel: Channel) -> None:
    """Checks the job before anything heavy is imported, says hello, does it."""
    job = parse_job(raw)
    channel.stage = "import"
    from .machine import find_machine, free_memory_bytes, versions

    machine = find_machine(job.device, job.threads)
    channel.emit(
        "hello",
        protocol=PROTOCOL,
        package=__version__,
        pid=os.getpid(),
        versions=versions(),
        device=machine.device,
        deviceName=machine.name,
        hasBfloat16=machine.has_bfloat16,
        threads=machine.threads,
        freeMemoryBytes=free_memory_bytes(machine.device),
    )
    if job.kind == "probe":
        channel.emit("done", reason="finished")
        return
    channel.stage = "import"
    from transformers.utils import logging

    logging.disable_progress_bar()
    if job.kind == "lora":
        from .lora_job import run_lora

        run_lora(job, machine, channel)
    elif job.kind == "encoder":
        from .encoder_job import run_encoder

        run_encoder(job, machine, channel)
    else:
        from .score_job import run_score

        run_score(job, machine, channel)
