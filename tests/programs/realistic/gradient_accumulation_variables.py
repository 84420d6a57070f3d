# outcome: flows
import tensorflow as tf


class Accumulating(tf.keras.Model):
    def __init__(self, n, **kw):
        super().__init__(**kw)
        self.n = tf.constant(n, tf.int32)
        self.count = tf.Variable(0, trainable=False, dtype=tf.int32)
        self.d1 = tf.keras.layers.Dense(8, "relu")
        self.d2 = tf.keras.layers.Dense(1)
        self.acc = None

    def call(self, x):
        return self.d2(self.d1(x))

    def prepare(self):
        self.acc = [tf.Variable(tf.zeros_like(v), trainable=False) for v in self.trainable_variables]

    def train_step(self, data):
        self.count.assign_add(1)
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x=x, y=y, y_pred=self(x, training=True))
        for a, g in zip(self.acc, tape.gradient(loss, self.trainable_variables)):
            a.assign_add(g)
        tf.cond(tf.equal(self.count, self.n), self.flush, lambda: None)
        return {"loss": loss}

    def flush(self):
        self.optimizer.apply_gradients(zip([a.value() for a in self.acc], self.trainable_variables))
        self.count.assign(0)
        for a in self.acc:
            a.assign(tf.zeros_like(a))


model = Accumulating(2)
model(tf.zeros([1, 3]))
model.prepare()
model.compile(optimizer="adam", loss="mse", run_eagerly=True)
model.fit(tf.random.normal([16, 3]), tf.random.normal([16, 1]), batch_size=4, verbose=0)
