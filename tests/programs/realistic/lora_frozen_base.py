# outcome: flows
import keras
import tensorflow as tf


class LoRADense(keras.layers.Layer):
    def __init__(self, base, rank=2, alpha=4.0):
        super().__init__()
        self.base = base
        self.base.trainable = False
        self.rank, self.scale = rank, alpha / rank

    def build(self, shape):
        units = self.base.units
        self.a = self.add_weight(shape=(shape[-1], self.rank), initializer="glorot_normal", name="lora_a")
        self.b = self.add_weight(shape=(self.rank, units), initializer="zeros", name="lora_b")
        super().build(shape)

    def call(self, x):
        return self.base(x) + self.scale * ((x @ self.a) @ self.b)

    def merge(self):
        self.base.kernel.assign_add(self.scale * tf.matmul(self.a, self.b))
        self.b.assign(tf.zeros_like(self.b))


base = keras.layers.Dense(3)
base.build((None, 5))
layer = LoRADense(base)
x, y = tf.random.normal([6, 5]), tf.random.normal([6, 3])
layer(x)
print([v.name for v in layer.trainable_variables])
opt = keras.optimizers.AdamW(1e-2)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = keras.ops.mean((layer(x) - y) ** 2)
    opt.apply_gradients(zip(tape.gradient(loss, layer.trainable_variables), layer.trainable_variables))
layer.merge()
print(float(loss))
