import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A Python package that stands in for the trainer as a job: it reads the job's file, writes events into another, and does what a file
 * `behaviour` beside the job's folder says. Each start is counted in `starts`.
 */
const program = `
import json, os, signal, sys, time
job = json.load(open(sys.argv[1]))
events = open(sys.argv[2], "w")
above = os.path.dirname(job["folder"])
behaviour = open(os.path.join(above, "behaviour")).read().strip()
with open(os.path.join(above, "starts"), "a") as starts:
    starts.write(behaviour + "\\n")
def emit(type_, **facts):
    events.write(json.dumps({"type": type_, **facts}) + "\\n")
    events.flush()
def cancelled(*_):
    emit("done", reason="cancelled")
    os._exit(0)
signal.signal(signal.SIGTERM, cancelled)
print("Loading", flush=True)
if behaviour == "score":
    row = {"promptTokens": [1], "answerTokens": [2], "top": [3], "logProbabilities": [-0.5]}
    with open(os.path.join(job["folder"], "scores.jsonl"), "w") as scores:
        scores.write(json.dumps(row) + "\\n")
    emit("done", reason="finished", scores="scores.jsonl")
    sys.exit(0)
if behaviour == "late":
    if os.fork() == 0:
        time.sleep(0.5)
        emit("done", reason="finished", best=1)
    os._exit(0)
if behaviour == "wordless":
    print("Traceback: the last words", flush=True)
    sys.exit(7)
if behaviour == "diverging":
    emit("error", code="nan-loss", message="The loss became nan.", hint="Lower the rate.")
    sys.exit(1)
if behaviour == "garbled":
    events.write("Loading: 12 %\\n")
    events.flush()
    time.sleep(600)
emit("estimate", seconds=60.0, tokensPerSecond=1.0, steps=4, trainTokens=60, memoryBytes=1, freeMemoryBytes=None, trainableParameters=1, precision="float32")
for epoch in range(1, 5):
    emit("progress", stage="train", step=epoch, steps=4)
    emit("checkpoint", epoch=epoch, step=epoch, folder=job["folder"] + "/epoch-%d" % epoch, trainLoss=1.0, validationLoss=2.0, trainSeconds=1.0, trainTokens=10, isResumed=False)
    while behaviour == "slow" and epoch == 2 and not os.path.exists(os.path.join(above, "go")):
        time.sleep(0.02)
emit("done", reason="finished", best=4)
`

/** Writes the package. @returns the folder that it lies in. */
export function makeFakePackage(folder: string): string {
  mkdirSync(join(folder, 'crossover_trainer'), { recursive: true })
  writeFileSync(join(folder, 'crossover_trainer', '__init__.py'), '')
  writeFileSync(join(folder, 'crossover_trainer', '__main__.py'), program)
  return folder
}
