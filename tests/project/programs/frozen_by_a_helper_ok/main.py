# outcome: flows
import numpy as np
from parts import body, with_head
from surgery import freeze

base = body()
model = with_head(base, 2)
freeze(base)
model.compile("sgd", "sparse_categorical_crossentropy")
x = np.random.default_rng(0).normal(size=(8, 4)).astype("float32")
before = [w.copy() for w in model.get_weights()]
model.fit(x, np.arange(8) % 2, epochs=2, verbose=0)
assert any((a != b).any() for a, b in zip(before, model.get_weights(), strict=True))
