# outcome: raises ValueError
# gap: the names that Keras gives to layers are not known
"""Only the adapters should be trained, but the filter looks for a name that doesn't exist."""
import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.Input((3,)),
    tf.keras.layers.Dense(4, name="base"),
    tf.keras.layers.Dense(1, name="lora_head"),
])
trainable = [v for v in model.trainable_variables if "adapter" in v.path]  # error: [foreign-sources]
opt = tf.keras.optimizers.SGD(0.1)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(tf.ones((2, 3))) ** 2)
grads = tape.gradient(loss, trainable)  # or: [foreign-sources]
opt.apply_gradients(zip(grads, trainable))
