"""Programs whose gradients are known: one file each, its truth in the header, its breaks marked."""
