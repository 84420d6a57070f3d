# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


class Growing:
    def __init__(self, width=4):
        self.width = width
        self.stem = layers.Dense(width, activation="relu")
        self.blocks = []
        self.to_out = layers.Dense(1)

    def grow(self):
        self.blocks.append(layers.Dense(self.width, activation="relu"))
        self.alpha = tf.Variable(0.0, trainable=False)

    @property
    def trainable_variables(self):
        parts = [self.stem, *self.blocks, self.to_out]
        return [v for layer in parts for v in layer.trainable_variables]

    def __call__(self, x):
        h = self.stem(x)
        for i, block in enumerate(self.blocks):
            new = block(h)
            if i == len(self.blocks) - 1:
                new = self.alpha * new + (1.0 - self.alpha) * h
            h = new
        return self.to_out(h)


model = Growing()
x = tf.random.normal([12, 3])
y = tf.reduce_max(x, 1, keepdims=True)
for stage in range(3):
    opt = tf.keras.optimizers.Adam(0.01)
    for step in range(2):
        if model.blocks:
            model.alpha.assign((step + 1) / 2)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(x) - y) ** 2)
        vs = model.trainable_variables
        opt.apply_gradients(zip(tape.gradient(loss, vs), vs))
    print(stage, len(vs), float(loss))
    model.grow()
