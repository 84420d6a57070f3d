# outcome: raises ValueError
import tensorflow as tf


class Classifier(tf.keras.Model):
    def __init__(self, n_classes, units=(32, 16)):
        super().__init__()
        self.blocks = [tf.keras.layers.Dense(u, activation="relu") for u in units]
        self.head = tf.keras.layers.Dense(n_classes)

    def call(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x)


model = Classifier(3)
weights = model.trainable_weights  # error: [foreign-sources]
opt = tf.keras.optimizers.SGD(0.01)
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)

xs = tf.random.normal((20, 5))
ys = tf.random.uniform((20,), maxval=3, dtype=tf.int32)
for epoch in range(2):
    with tf.GradientTape() as tape:
        loss = loss_fn(ys, model(xs))
    grads = tape.gradient(loss, weights)
    opt.apply_gradients(zip(grads, weights))
    print(epoch, loss.numpy())
