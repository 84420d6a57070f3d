"""From what was asked to proofs that rules can put into words."""
