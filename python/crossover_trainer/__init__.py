"""Fine-tunes small models for crossover. One job a process, driven over JSON lines; it knows no task metric."""

__version__ = "0.1.0"
PROTOCOL = 1
