# outcome: raises ValueError
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

model = keras.Sequential(
    [
        keras.Input((10,)),
        layers.Dense(16, activation="relu"),
        layers.Dense(3),
        layers.Softmax(),
    ]
)
opt = keras.optimizers.Adam(1e-4)
x, y = tf.random.normal((8, 10)), tf.random.uniform((8,), maxval=3, dtype=tf.int32)
head = model.layers[-1]

for step in range(2):
    with tf.GradientTape() as tape:
        probs = model(x, training=True)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probs))
    grads = tape.gradient(loss, head.trainable_variables)  # error: [foreign-sources]
    opt.apply_gradients(zip(grads, head.trainable_variables))
