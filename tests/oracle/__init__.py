"""The oracle: TensorFlow runs a program and says what became of every gradient it asked for."""
