"""`python -m crossover_trainer`: one job from stdin, events to stdout, what libraries say to stderr.

With two paths, a job's file and one for events, nobody looks on: the job is done to its end.
"""

import os
import sys
import traceback

# Before any library looks: weights come from disk, and nothing is reported anywhere.
os.environ.update(
    HF_HUB_OFFLINE="1",
    TRANSFORMERS_OFFLINE="1",
    HF_DATASETS_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    DO_NOT_TRACK="1",
    TOKENIZERS_PARALLELISM="false",
    TRL_EXPERIMENTAL_SILENCE="1",
)
# One process, one GPU: TRL refuses to split a step over several by itself.
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "0")
# Threads that wait by spinning starve each other when the machine has other work.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from .channel import Channel, JobChannel  # noqa: E402
from .errors import Cancelled, describe  # noqa: E402


def main() -> int:
    channel = JobChannel(*sys.argv[1:]) if len(sys.argv) == 3 else Channel()
    try:
        job = channel.start()
        from .run_job import run_job

        run_job(job, channel)
        return 0
    except Cancelled:
        channel.emit("done", reason="cancelled")
        return 0
    except BaseException as error:  # noqa: BLE001 - the border: every end has one line
        traceback.print_exc()
        told = describe(error)
        channel.emit("error", code=told.code, message=told.message, hint=told.hint)
        return 1


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    # Native threads of libraries may hang an ordinary exit; everything is on disk by now.
    os._exit(code)
