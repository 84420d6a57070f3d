# outcome: none
import tensorflow as tf
from tensorflow.keras import layers

OPS = {
    "norm": lambda t: tf.math.l2_normalize(t, -1),
    "hard": lambda t: tf.one_hot(tf.argmax(t, -1), 5),  # error: [non-differentiable-op]
}


def make(head):
    inp = layers.Input((6,))
    h = layers.Dense(5)(layers.Dense(8, activation="relu")(inp))
    return tf.keras.Model(inp, layers.Lambda(OPS[head], output_shape=(5,))(h))


model = make("hard")
proto = tf.random.normal((5, 3))
with tf.GradientTape() as tape:
    emb = model(tf.random.normal((4, 6))) @ proto
    loss = tf.reduce_mean(tf.norm(emb, axis=-1))
grads = tape.gradient(loss, model.trainable_variables)
print(grads)
