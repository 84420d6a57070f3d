# outcome: none raises ValueError
# gap: what a strategy runs under a tape around it isn't followed: replicas may be threads
import tensorflow as tf

strategy = tf.distribute.get_strategy()
model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.1)


def forward(x):
    return tf.reduce_mean(model(x) ** 2)


with tf.GradientTape() as tape:
    per_replica = strategy.run(forward, args=(tf.ones((4, 3)),))
    loss = tf.constant(strategy.reduce("SUM", per_replica, axis=None).numpy())  # error: [leaves-tensorflow]
grads = tape.gradient(loss, model.trainable_variables)
opt.apply_gradients(zip(grads, model.trainable_variables))
