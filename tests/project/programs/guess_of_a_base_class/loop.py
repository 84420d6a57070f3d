class Loop:
    """Runs through batches; a subclass says what is done with each."""

    def __init__(self, model, optimizer):
        self.model = model
        self.optimizer = optimizer
        self.guess = None

    def before(self, x):
        self.guess = self.model(x)

    def update(self, x, y):
        raise NotImplementedError

    def run(self, batches):
        losses = []
        for x, y in batches:
            self.before(x)
            losses.append(float(self.update(x, y)))
        return losses
