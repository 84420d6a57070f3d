# outcome: part
from tensorflow import keras
import tensorflow as tf

inp = keras.layers.Input((10,), name="spectrum")
gate = keras.layers.Dense(10, activation="sigmoid", name="gate")(inp)
hard = keras.layers.Lambda(lambda g: tf.where(g > 0.5, 1.0, 0.0))(gate)  # warning: [non-differentiable-op]
kept = keras.layers.Multiply()([inp, hard])
pred = keras.layers.Dense(2, activation="softmax", name="classify")(kept)
selector = keras.Model(inp, pred)
selector.compile("sgd", keras.losses.SparseCategoricalCrossentropy())

x = tf.random.normal((20, 10))
y = tf.random.uniform((20,), maxval=2, dtype=tf.int32)
with tf.GradientTape() as tape:
    value = keras.losses.SparseCategoricalCrossentropy()(y, selector(x))
print([g is None for g in tape.gradient(value, selector.trainable_weights)])
selector.fit(x, y, epochs=1, verbose=0)
