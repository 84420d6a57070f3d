# outcome: flows
import tensorflow as tf


class Accumulator:
    def __init__(self, model, optimizer, every=4):
        self.model, self.optimizer, self.every = model, optimizer, every
        self.buffers = [tf.Variable(tf.zeros_like(v), trainable=False) for v in model.trainable_variables]
        self.count = tf.Variable(0, dtype=tf.int32, trainable=False)

    def add(self, grads):
        for buf, g in zip(self.buffers, grads):
            buf.assign_add(g / self.every)
        self.count.assign_add(1)
        if int(self.count) % self.every == 0:
            self.flush()

    def flush(self):
        self.optimizer.apply_gradients(zip(self.buffers, self.model.trainable_variables))
        for buf in self.buffers:
            buf.assign(tf.zeros_like(buf))


def build():
    inp = tf.keras.Input((6, 6, 1))
    x = tf.keras.layers.Conv2D(4, 3, padding="same", activation="relu")(inp)
    x = tf.keras.layers.BatchNormalization()(x)
    skip = x
    x = tf.keras.layers.Conv2D(4, 3, padding="same")(x)
    x = tf.keras.layers.Add()([x, skip])
    x = tf.keras.layers.GlobalAveragePooling2D()(x)
    return tf.keras.Model(inp, tf.keras.layers.Dense(3)(x))


model = build()
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
metric = tf.keras.metrics.SparseCategoricalAccuracy()
acc = Accumulator(model, tf.keras.optimizers.SGD(0.1, momentum=0.9))

images = tf.random.uniform((32, 6, 6, 1))
labels = tf.cast(tf.random.uniform((32,), 0, 3, dtype=tf.int32), tf.int64)
ds = tf.data.Dataset.from_tensor_slices((images, labels)).shuffle(32).batch(4).prefetch(tf.data.AUTOTUNE)

for i, (xb, yb) in enumerate(ds):
    with tf.GradientTape() as tape:
        logits = model(xb, training=True)
        loss = loss_fn(yb, logits) + 1e-4 * sum(tf.nn.l2_loss(w) for w in model.trainable_weights if "kernel" in w.name)
    acc.add(tape.gradient(loss, model.trainable_variables))
    metric.update_state(yb, logits)
    preds = tf.argmax(logits, axis=-1)
    hit = tf.reduce_mean(tf.cast(tf.equal(preds, yb), tf.float32))
    print(i, loss.numpy(), hit.numpy(), float(metric.result()))
