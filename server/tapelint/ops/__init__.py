"""What the tape does with each public symbol of TensorFlow, Keras, NumPy and ``math``."""
