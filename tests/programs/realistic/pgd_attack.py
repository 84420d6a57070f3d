# outcome: flows
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def pgd(x, y, eps=0.1, alpha=0.02, steps=4):
    x_adv = x + tf.random.uniform(x.shape, -eps, eps)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(x_adv)
            loss = loss_fn(y, model(x_adv, training=False))
        grad = tape.gradient(loss, x_adv)
        x_adv = x_adv + alpha * tf.sign(grad)
        x_adv = tf.clip_by_value(x_adv, x - eps, x + eps)
        x_adv = tf.clip_by_value(x_adv, 0.0, 1.0)
    return x_adv


opt = tf.keras.optimizers.SGD(0.05)
images, labels = tf.random.uniform([8, 6, 6, 1]), tf.random.uniform([8], 0, 10, tf.int32)
model(images)
for epoch in range(2):
    adv = pgd(images, labels)
    with tf.GradientTape() as tape:
        clean_logits = model(images, training=True)
        adv_logits = model(adv, training=True)
        total = 0.5 * loss_fn(labels, clean_logits) + 0.5 * loss_fn(labels, adv_logits)
    opt.apply_gradients(zip(tape.gradient(total, model.trainable_variables), model.trainable_variables))
    robust = tf.reduce_mean(tf.cast(tf.argmax(adv_logits, 1) == tf.cast(labels, tf.int64), tf.float32))
    print(epoch, robust.numpy())
