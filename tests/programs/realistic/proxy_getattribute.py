# outcome: flows
import tensorflow as tf


class Lazy:
    """Makes the wrapped object at the first touch."""

    def __init__(self, factory):
        object.__setattr__(self, "_factory", factory)
        object.__setattr__(self, "_obj", None)

    def _get(self):
        if object.__getattribute__(self, "_obj") is None:
            object.__setattr__(self, "_obj", object.__getattribute__(self, "_factory")())
        return object.__getattribute__(self, "_obj")

    def __getattribute__(self, name):
        if name in ("_get",):
            return object.__getattribute__(self, name)
        return getattr(self._get(), name)

    def __call__(self, *a, **k):
        return self._get()(*a, **k)


net = Lazy(lambda: tf.keras.Sequential([tf.keras.layers.Dense(4, "relu"), tf.keras.layers.Dense(1)]))
x = tf.random.normal([5, 3])
opt = tf.keras.optimizers.SGD(0.1)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(net(x) ** 2)
    opt.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))
print(loss.numpy(), len(net.trainable_variables))
