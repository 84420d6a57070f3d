# outcome: none
import tensorflow as tf

STATE = {"detached": True, "steps": 0}


def count():
    state = {"detached": False}
    return len(state)


def encode(encoder, images):
    codes = encoder(images)
    if STATE["detached"]:
        codes = tf.stop_gradient(codes)  # error: [stop-gradient]
    return codes


def step(encoder, images):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(encode(encoder, images) ** 2)
    return tape.gradient(loss, encoder.trainable_variables)


# used: step(tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(2)]), tf.ones([4, 3]))
