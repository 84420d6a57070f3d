# outcome: none raises ValueError
import tensorflow as tf

clf = tf.keras.Sequential([
    tf.keras.layers.Input((6,)),
    tf.keras.layers.Dense(10, activation="relu"),
    tf.keras.layers.Dense(2),
])
xent = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optim = tf.keras.optimizers.Adam()


def pgd(model, x, y, eps=0.3, step=0.1, iters=3):
    delta = tf.random.uniform(tf.shape(x), -eps, eps)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(delta)
        loss = xent(y, model(x + delta))
    for _ in range(iters):
        g = tape.gradient(loss, delta)  # or: [unwatched-source] or: [foreign-sources]
        delta = tf.clip_by_value(delta + step * tf.sign(g), -eps, eps)  # error: [unwatched-source]
    return x + delta


x = tf.random.normal((8, 6))
y = tf.constant([0, 1] * 4)
for _ in range(2):
    adv = pgd(clf, x, y)
    with tf.GradientTape() as tape:
        loss = xent(y, clf(adv))
    grads = tape.gradient(loss, clf.trainable_variables)
    optim.apply_gradients(zip(grads, clf.trainable_variables))
