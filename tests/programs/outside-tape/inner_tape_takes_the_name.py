# outcome: raises RuntimeError
import tensorflow as tf

critic = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(4, "tanh"), tf.keras.layers.Dense(1)])
optimizer = tf.keras.optimizers.Adam(1e-3)


def step(real, made):
    with tf.GradientTape() as tape:
        distance = tf.reduce_mean(critic(made) - critic(real))
        between = 0.5 * (real + made)
        with tf.GradientTape() as tape:  # error: [outside-tape]
            tape.watch(between)
            scores = critic(between)
        slopes = tape.gradient(scores, between)
        lengths = tf.sqrt(tf.reduce_sum(slopes**2, axis=1) + 1e-8)
        loss = distance + 10.0 * tf.reduce_mean((lengths - 1.0) ** 2)
    grads = tape.gradient(loss, critic.trainable_variables)
    optimizer.apply_gradients(zip(grads, critic.trainable_variables))
    return loss


for _ in range(2):
    print(float(step(tf.random.normal([8, 3]), tf.random.normal([8, 3]))))
