# outcome: part
import tensorflow as tf
from tensorflow import keras

inp = keras.Input((6,))
h = keras.layers.Dense(8, activation="tanh")(inp)
age = keras.layers.Dense(1, name="age")(h)
group = keras.layers.Dense(3, activation="softmax", name="group")(h)
model = keras.Model(inp, {"age": age, "group": group})


def group_error(y_true, y_pred):
    return tf.cast(tf.argmax(y_true, -1) != tf.argmax(y_pred, -1), tf.float32)  # warning: [non-differentiable-op]


model.compile("adam", loss={"age": "mae", "group": group_error}, loss_weights={"age": 1.0, "group": 0.5})
x = tf.random.normal((12, 6))
y = {"age": tf.random.normal((12, 1)), "group": tf.one_hot(tf.random.uniform((12,), maxval=3, dtype=tf.int32), 3)}
model.fit(x, y, verbose=0)

with tf.GradientTape() as tape:
    out = model(x)
    loss = tf.reduce_mean(tf.abs(out["age"] - y["age"])) + tf.reduce_mean(group_error(y["group"], out["group"]))
print([g is None for g in tape.gradient(loss, model.trainable_variables)])
