# outcome: flows
import numpy as np
import tensorflow as tf

model = tf.keras.Sequential(
    [tf.keras.Input((8, 8, 1)), tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)]
)
loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def pgd_attack(image, label, eps=0.1, alpha=0.02, iters=4):
    delta = tf.Variable(tf.zeros_like(image), trainable=True)
    for _ in range(iters):
        with tf.GradientTape() as tape:
            logits = model(image + delta, training=False)
            loss = loss_object(label, logits)
        grad = tape.gradient(loss, delta)
        delta.assign(tf.clip_by_value(delta + alpha * tf.sign(grad), -eps, eps))
    return tf.clip_by_value(image + delta, 0.0, 1.0)


images = np.random.rand(3, 1, 8, 8, 1).astype("float32")
labels = np.array([[1], [7], [3]])
adversarial = []
for img, lab in zip(images, labels):
    adversarial.append(pgd_attack(img, lab))
adv = tf.concat(adversarial, axis=0)
print("flipped:", np.mean(np.argmax(model(adv), 1) != labels.ravel()))
