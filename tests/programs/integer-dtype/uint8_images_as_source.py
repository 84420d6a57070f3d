# outcome: none raises ValueError
import numpy as np
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(3)])
photos = np.random.randint(0, 255, (2, 4, 4, 1), dtype="uint8")


def fgsm(batch, labels, epsilon):
    images = tf.convert_to_tensor(batch)  # error: [integer-dtype]
    with tf.GradientTape() as tape:
        tape.watch(images)
        logits = net(tf.cast(images, tf.float32) / 255.0)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
    slope = tape.gradient(loss, images)
    return tf.cast(images, tf.float32) + epsilon * tf.sign(slope)


print(fgsm(photos, [0, 2], 8.0).shape)
