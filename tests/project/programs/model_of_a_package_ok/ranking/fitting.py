import tensorflow as tf


def fit(model, one, other):
    optimizer = tf.keras.optimizers.SGD(0.1)
    for _ in range(2):
        with tf.GradientTape() as tape:
            a, b = (model(each, training=True) for each in (one, other))
            loss = tf.reduce_mean(tf.reduce_sum(a * b, axis=-1))
        grads = tape.gradient(loss, model.trainable_variables)
        known = [(g, v) for g, v in zip(grads, model.trainable_variables) if g is not None]
        if known:
            optimizer.apply_gradients(known)
        print(float(loss))
