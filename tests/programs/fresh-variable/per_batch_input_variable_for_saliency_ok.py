# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers

model = tf.keras.Sequential([layers.Input((5,)), layers.Dense(4, "relu"), layers.Dense(2)])
opt = tf.keras.optimizers.Adam(1e-3)
importance = tf.zeros(5)
for batch in tf.data.Dataset.from_tensor_slices(tf.random.normal((12, 5))).batch(4):
    inputs = tf.Variable(batch)
    with tf.GradientTape(persistent=True) as tape:
        logits = model(inputs)
        loss = tf.reduce_logsumexp(logits)
    importance += tf.reduce_mean(tf.abs(tape.gradient(loss, inputs)), axis=0)
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
print(importance.numpy())
