# outcome: flows
import keras
import tensorflow as tf

model = keras.Sequential([keras.layers.Dense(4, activation="tanh"), keras.layers.Dense(1)])
loss_object = keras.losses.Huber()
optimizer = keras.optimizers.Adam()
dataset = tf.data.Dataset.from_tensor_slices((tf.random.normal((12, 2)), tf.random.normal((12, 1)))).batch(3)


def batch_losses(ds):
    for xb, yb in ds:
        yield loss_object(yb, model(xb))


with tf.GradientTape() as tape:
    all_losses = list(batch_losses(dataset))
    total = tf.reduce_mean(tf.stack(all_losses))
grads = tape.gradient(total, model.trainable_variables)
optimizer.apply_gradients(zip(grads, model.trainable_variables))
print([float(v) for v in all_losses])
