# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1, activation="sigmoid")])
optimizer = keras.optimizers.Adam(1e-3)
train_loss = keras.metrics.BinaryCrossentropy(name="loss")


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        pred = model(x, training=True)
        train_loss.update_state(y, pred)  # or: [state-write]
        loss = train_loss.result()  # error: [state-write] or: [leaves-tensorflow] or: [non-differentiable-op] or: [unrelated-target]
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))


ds = tf.data.Dataset.from_tensor_slices((tf.random.normal((8, 3)), tf.ones((8, 1)))).batch(4)
for x, y in ds:
    train_step(x, y)
print(train_loss.result().numpy())
