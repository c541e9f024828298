"""What can go wrong, as one code and one message each."""

import errno


class TrainerError(Exception):
    """Ends the job. `code` is part of the protocol, `message` says what is wrong, `hint` what to do."""

    def __init__(self, code: str, message: str, hint: str | None = None):
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class Cancelled(Exception):
    """The program asked to end now."""


def describe(error: BaseException) -> TrainerError:
    """Names the errors of libraries that a reader can do something about; the others are `crash`."""
    if isinstance(error, TrainerError):
        return error
    text = f"{type(error).__name__}: {error}"
    if is_disk_full(error):
        return TrainerError("disk-full", "The disk is full: the checkpoint could not be written.", "Free some space; the run resumes from the checkpoint before.")
    if isinstance(error, MemoryError) or "out of memory" in text.lower() or "can't allocate memory" in text.lower():
        return TrainerError("memory", f"There is not enough memory for this job. {text}", "Use a smaller batch, a shorter context or a smaller base model.")
    if "Weights only load failed" in text or type(error).__name__ == "UnpicklingError":
        return TrainerError("pickle", "A file of the checkpoint holds a pickle that could run code; it was not loaded.", "Remove the job's folder: somebody else wrote to it.")
    if isinstance(error, ModuleNotFoundError):
        return TrainerError("environment", f"The Python environment lacks {error.name}.", "Install it again: crossover engine add trainer")
    return TrainerError("crash", text)


def is_disk_full(error: BaseException) -> bool:
    """torch and safetensors wrap the system's error in their own: the text is all there is."""
    seen: BaseException | None = error
    while seen is not None:
        text = str(seen)
        if getattr(seen, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
            return True
        if "No space left on device" in text or "os error 28" in text or "PytorchStreamWriter failed writing" in text:
            return True
        seen = seen.__cause__ or seen.__context__
    return False
