# outcome: stuck
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
image = tf.random.uniform((1, 8, 8, 1))
label = tf.constant([3])


def iterative_attack(image, label, eps=0.1, alpha=0.02, iters=5):
    for _ in range(iters):
        delta = tf.Variable(tf.zeros_like(image))  # warning: [fresh-variable]
        with tf.GradientTape() as tape:
            loss = loss_fn(label, model(image + delta))
        grad = tape.gradient(loss, delta)
        delta.assign(tf.clip_by_value(delta + alpha * tf.sign(grad), -eps, eps))
    return image + delta


adv = iterative_attack(image, label)
print(float(tf.reduce_max(tf.abs(adv - image))))
