# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers, mixed_precision


class ScaledLoss:
    def __init__(self, initial=2.0**10):
        self.scale = tf.Variable(initial, trainable=False, dtype=tf.float32)
        self.good = tf.Variable(0, trainable=False, dtype=tf.int64)

    def up(self, loss):
        return loss * tf.cast(self.scale, loss.dtype)

    def down(self, grads):
        inv = 1.0 / self.scale
        return [tf.cast(g, tf.float32) * inv for g in grads]

    def update(self, finite):
        if finite:
            self.good.assign_add(1)
            if int(self.good) % 100 == 0:
                self.scale.assign(self.scale * 2.0)
        else:
            self.scale.assign(tf.maximum(self.scale / 2.0, 1.0))


def make_model():
    mixed_precision.set_global_policy("mixed_float16")
    inp = layers.Input((8,))
    x = layers.Dense(16, activation="relu")(inp)
    x = layers.Dropout(0.1)(x)
    out = layers.Dense(3, dtype="float32", activation="softmax")(x)
    mixed_precision.set_global_policy("float32")
    return tf.keras.Model(inp, out)


model = make_model()
scaler = ScaledLoss()
opt = tf.keras.optimizers.Adam()
x = tf.cast(tf.random.uniform((16, 8), 0, 255, dtype=tf.int32), tf.float32) / 255.0
y = tf.one_hot(tf.random.uniform((16,), 0, 3, tf.int32), 3)
for i in range(3):
    with tf.GradientTape() as tape:
        p = model(x, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(y, p))
        scaled = scaler.up(loss)
    grads = scaler.down(tape.gradient(scaled, model.trainable_variables))
    finite = all(bool(tf.reduce_all(tf.math.is_finite(g))) for g in grads)
    if finite:
        opt.apply_gradients(zip(grads, model.trainable_variables))
    scaler.update(finite)
    acc = tf.reduce_mean(tf.cast(tf.argmax(p, -1) == tf.argmax(y, -1), tf.float32))
    print(i, float(loss), float(acc))
