# outcome: flows
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(8, activation="tanh"), keras.layers.Dense(1, activation="sigmoid")])
optimizer = keras.optimizers.Adam(1e-3)
loss_fn = keras.losses.BinaryCrossentropy()
train_loss = keras.metrics.Mean(name="loss")
accuracy = keras.metrics.BinaryAccuracy()


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        pred = model(x, training=True)
        loss = loss_fn(y, pred)
        train_loss.update_state(loss)
        accuracy.update_state(y, pred)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))


ds = tf.data.Dataset.from_tensor_slices((tf.random.normal((8, 3)), tf.ones((8, 1)))).batch(4)
for x, y in ds:
    train_step(x, y)
print(train_loss.result().numpy(), accuracy.result().numpy())
