"""What TensorFlow and NumPy do: tensors, variables, tapes, graphs, data sets."""
