# outcome: flows
import numpy as np
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(3)])
photos = np.random.randint(0, 255, (2, 4, 4, 1), dtype="uint8")


def fgsm(batch, labels, epsilon):
    images = tf.image.convert_image_dtype(batch, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(images)
        logits = net(images)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
    slope = tape.gradient(loss, images)
    attacked = tf.clip_by_value(images + epsilon * tf.sign(slope), 0.0, 1.0)
    return tf.image.convert_image_dtype(attacked, tf.uint8)


print(fgsm(photos, [0, 2], 0.03).dtype)
