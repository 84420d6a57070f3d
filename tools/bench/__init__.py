"""How fast the server answers, beside others; ``python -m tools.bench`` prints it."""
