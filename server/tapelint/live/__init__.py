"""Inside a program that runs: a cell of a notebook, a test, a line of code that asks why."""
