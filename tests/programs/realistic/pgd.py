# outcome: flows
import tensorflow as tf


class PGD:
    def __init__(self, model, eps=0.1, alpha=0.03, iters=3):
        self.model, self.eps, self.alpha, self.iters = model, eps, alpha, iters
        self.loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    def __call__(self, x, y):
        adv = x + tf.random.uniform(tf.shape(x), -self.eps, self.eps)
        for _ in range(self.iters):
            adv = tf.stop_gradient(adv)
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(adv)
                loss = self.loss(y, self.model(adv, training=False))
            g = tape.gradient(loss, adv)
            adv = adv + self.alpha * tf.sign(g)
            adv = tf.clip_by_value(adv, x - self.eps, x + self.eps)
            adv = tf.clip_by_value(adv, 0.0, 1.0)
        return tf.stop_gradient(adv)


def accuracy(model, x, y):
    pred = tf.argmax(model(x), axis=1).numpy()
    return (pred == y.numpy()).mean()


model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(16, "relu"), tf.keras.layers.Dense(4)])
x = tf.random.uniform((16, 4, 4))
y = tf.random.uniform((16,), maxval=4, dtype=tf.int64)
model(x)
attack = PGD(model)
opt = tf.keras.optimizers.SGD(0.1)
for epoch in range(2):
    adv = attack(x, y)
    with tf.GradientTape() as tape:
        clean = attack.loss(y, model(x, training=True))
        robust = attack.loss(y, model(adv, training=True))
        loss = 0.5 * (clean + robust)
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    print(epoch, accuracy(model, x, y), accuracy(model, adv, y))
