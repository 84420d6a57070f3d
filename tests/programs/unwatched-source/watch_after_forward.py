# outcome: none raises ValueError
import tensorflow as tf

policy = tf.keras.Sequential([tf.keras.layers.Dense(8, activation="elu"), tf.keras.layers.Dense(2)])


def adversarial(inputs, labels, eps=0.1):
    with tf.GradientTape() as tape:
        logits = policy((inputs - 0.5) / 2.0)
        tape.watch(inputs)  # error: [unwatched-source]
        loss = tf.reduce_mean(
            tf.keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)
        )
    gradient = tape.gradient(loss, inputs)
    return inputs + eps * tf.sign(gradient)


batch = tf.random.normal((3, 4))
print(adversarial(batch, tf.constant([0, 1, 0])))
