"""What Keras does: layers, models, weights, optimizers and training."""
