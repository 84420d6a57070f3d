# outcome: flows
import keras
import tensorflow as tf
from keras import layers


def backbone():
    i = keras.Input((8, 8, 3))
    x = layers.Rescaling(1 / 255.0)(i)
    x = layers.Conv2D(4, 3, activation="relu", name="block1")(x)
    x = layers.Conv2D(8, 3, activation="relu", name="block2")(x)
    return keras.Model(i, layers.GlobalMaxPooling2D()(x), name="backbone")


base = backbone()
base.trainable = False
inp = keras.Input((8, 8, 3))
logits = layers.Dense(2)(layers.Dropout(0.3)(base(inp, training=False)))
model = keras.Model(inp, logits)
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
acc = keras.metrics.SparseCategoricalAccuracy()


def make_step(opt):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            out = model(x, training=True)
            loss = loss_fn(y, out)
        grads = tape.gradient(loss, model.trainable_weights)
        opt.apply(grads, model.trainable_weights)
        acc.update_state(y, out)
        return loss

    return step


def load(path_id):
    img = tf.random.stateless_uniform((8, 8, 3), seed=(path_id, 0), maxval=256, dtype=tf.int32)
    return tf.cast(img, tf.float32), tf.cast(path_id % 2, tf.int32)


ds = tf.data.Dataset.range(16).map(lambda i: load(tf.cast(i, tf.int32))).batch(8)
stages = [("head", 1e-3, None), ("full", 1e-5, "block2")]
for name, lr, unfreeze_from in stages:
    if unfreeze_from:
        base.trainable = True
        for layer in base.layers:
            layer.trainable = layer.name >= unfreeze_from
    step = make_step(keras.optimizers.Adam(lr))
    acc.reset_state()
    for x, y in ds:
        loss = step(x, y)
    print(name, len(model.trainable_weights), float(loss), float(acc.result()))
