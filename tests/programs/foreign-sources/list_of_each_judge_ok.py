# outcome: flows
"""Two judges."""

import tensorflow as tf

maker = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(3)])
near = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
far = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
optimizers = {name: tf.keras.optimizers.Adam(0.01) for name in ("maker", "near", "far")}
real = tf.random.normal((8, 3))
for _ in range(2):
    with tf.GradientTape(persistent=True) as tape:
        made = maker(tf.random.normal((8, 2)))
        made_loss = -tf.reduce_mean(near(made)) - tf.reduce_mean(far(made))
        near_loss = tf.reduce_mean(near(made)) - tf.reduce_mean(near(real))
        far_loss = tf.reduce_mean(far(made)) - tf.reduce_mean(far(real))
    for_maker = tape.gradient(made_loss, maker.trainable_variables)
    for_near = tape.gradient(near_loss, near.trainable_variables)
    for_far = tape.gradient(far_loss, far.trainable_variables)
    optimizers["near"].apply_gradients(zip(for_near, near.trainable_variables))
    optimizers["maker"].apply_gradients(zip(for_maker, maker.trainable_variables))
    optimizers["far"].apply_gradients(zip(for_far, far.trainable_variables))
