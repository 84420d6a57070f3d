"""The run trace: what a program's tapes really did, told by line."""
