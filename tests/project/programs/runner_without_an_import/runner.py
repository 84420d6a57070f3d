class Runner:
    def __init__(self, model, loss):
        self.model = model
        self.model.compile(optimizer="adam", loss=loss)

    def run(self, x, y):
        return self.model.fit(x, y, epochs=2, verbose=0).history["loss"]  # error: [non-differentiable-op]
