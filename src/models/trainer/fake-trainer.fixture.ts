/** Python programs that stand in for the trainer: each reads the job and misbehaves in its own way. */

const start = `
import json, sys, time, os
job = json.loads(sys.stdin.readline())
def emit(type_, **facts):
    print(json.dumps({"type": type_, **facts}), flush=True)
def reply():
    return json.loads(sys.stdin.readline())
def checkpoint(epoch):
    emit("checkpoint", epoch=epoch, step=epoch, folder="/tmp/epoch", trainLoss=1.0, validationLoss=2.0, trainSeconds=1.0, trainTokens=10, isResumed=False)
    return reply()
`

export const fakeTrainers = {
  /** Stops where it is told to, and says what it was told last. */
  obedient: `${start}
best = None
for epoch in range(1, 5):
    answer = checkpoint(epoch)
    best = answer.get("best", best)
    if answer["type"] == "stop":
        emit("done", reason="stopped", best=best)
        break
else:
    emit("done", reason="finished", best=best)`,
  /** An encoder of one epoch, with probabilities and an export. */
  encoding: `${start}
folder = os.path.join(job["folder"], "epoch-1")
os.makedirs(folder)
with open(os.path.join(folder, "validation.jsonl"), "w") as file:
    file.write('{"probabilities": [0.25, 0.75]}\\n{"probabilities": [1, 0]}\\n')
emit("checkpoint", epoch=1, step=1, folder=folder, trainLoss=1.0, validationLoss=2.0, trainSeconds=1.0, trainTokens=10, predictions="validation.jsonl", isResumed=False)
best = reply()["best"]
export = {"folder": os.path.join(job["folder"], "export"), "onnx": "model.onnx", "int8": "model.int8.onnx", "labels": "labels.json", "tokenizer": "tokenizer.json", "sameLabel": {"rows": 2, "onnx": 1, "int8": 1}}
emit("done", reason="finished", best=best, folder=folder, export=export)`,
  /** Waits for cancel. */
  cancellable: `${start}
checkpoint(1)
while True:
    if reply()["type"] == "cancel":
        emit("done", reason="cancelled")
        break`,
  /** Hears nothing. Its child would outlive it. */
  deaf: `${start}
import subprocess
child = subprocess.Popen(["sleep", "600"])
emit("progress", stage="train", step=child.pid, steps=1)
while True:
    emit("heartbeat", stage="train", seconds=1)
    time.sleep(0.05)`,
  crashing: `${start}
emit("heartbeat", stage="train", seconds=1)
print("Traceback: the last words", file=sys.stderr, flush=True)
os.kill(os.getpid(), 9)`,
  silent: `${start}
emit("heartbeat", stage="estimate", seconds=1)
time.sleep(600)`,
  garbled: `${start}
print("Loading weights: 12 %", flush=True)
time.sleep(600)`,
  leaving: `${start}
sys.exit(0)`,
  diverging: `${start}
emit("error", code="nan-loss", message="The loss became nan: training diverged.", hint="Lower training.learningRate.")
sys.exit(1)`,
  pickled: `${start}
emit("error", code="pickle", message="only a pickle", hint=None)
sys.exit(1)`,
} as const
