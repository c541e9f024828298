"""Runs a command on a terminal of its own and types into it.

python3 drive-terminal.py '[["text to wait for", "keys to send"], …]' command args…
Writes what the command drew to stdout and exits with its code; 124 when a text did not come in 20 seconds.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

steps = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])

drawn = b""
seen = 0
deadline = time.time() + 20
while True:
    if steps and (at := drawn.find(steps[0][0].encode(), seen)) >= 0:
        seen = at + 1
        os.write(terminal, steps.pop(0)[1].encode())
        deadline = time.time() + 20
    if time.time() > deadline:
        os.kill(pid, 9)
        sys.stdout.buffer.write(drawn)
        sys.exit(124)
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if not ready:
        continue
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        break
    if not chunk:
        break
    drawn += chunk

sys.stdout.buffer.write(drawn)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
