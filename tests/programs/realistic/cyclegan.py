# outcome: flows
import tensorflow as tf


def res(x, ch):
    y = tf.keras.layers.Conv2D(ch, 3, padding="same", activation="relu")(x)
    return tf.keras.layers.add([x, tf.keras.layers.Conv2D(ch, 3, padding="same")(y)])


def gen(name):
    i = tf.keras.Input((8, 8, 1))
    x = tf.keras.layers.Conv2D(4, 3, padding="same")(i)
    x = res(x, 4)
    return tf.keras.Model(i, tf.keras.layers.Conv2D(1, 1, activation="tanh")(x), name=name)


def disc(name):
    i = tf.keras.Input((8, 8, 1))
    return tf.keras.Model(i, tf.keras.layers.Conv2D(1, 3, strides=2)(i), name=name)


class Pool:
    def __init__(self, size=4):
        self.size, self.items = size, []

    def query(self, images):
        images = tf.stop_gradient(images)
        self.items = (self.items + [images])[-self.size :]
        return self.items[len(self.items) // 2]


class CycleGAN:
    LAMBDA = 10.0

    def __init__(self):
        self.nets = {n: gen(n) for n in ("G", "F")} | {n: disc(n) for n in ("DX", "DY")}
        self.opts = {n: tf.keras.optimizers.Adam(2e-4, beta_1=0.5) for n in self.nets}
        self.pool = {"X": Pool(), "Y": Pool()}

    def adv(self, score, real):
        return tf.reduce_mean(tf.math.squared_difference(score, 1.0 if real else 0.0))

    def step(self, x, y):
        G, F, DX, DY = (self.nets[k] for k in ("G", "F", "DX", "DY"))
        with tf.GradientTape(persistent=True) as tape:
            fy, fx = G(x), F(y)
            cyc = tf.reduce_mean(tf.abs(F(fy) - x)) + tf.reduce_mean(tf.abs(G(fx) - y))
            idt = tf.reduce_mean(tf.abs(G(y) - y)) + tf.reduce_mean(tf.abs(F(x) - x))
            losses = {
                "G": self.adv(DY(fy), True) + self.LAMBDA * (cyc + 0.5 * idt),
                "F": self.adv(DX(fx), True) + self.LAMBDA * (cyc + 0.5 * idt),
                "DX": 0.5 * (self.adv(DX(x), True) + self.adv(DX(self.pool["X"].query(fx)), False)),
                "DY": 0.5 * (self.adv(DY(y), True) + self.adv(DY(self.pool["Y"].query(fy)), False)),
            }
        for name, loss in losses.items():
            w = self.nets[name].trainable_variables
            self.opts[name].apply_gradients(zip(tape.gradient(loss, w), w))
        del tape
        return {k: float(v) for k, v in losses.items()}


c = CycleGAN()
for _ in range(2):
    print(c.step(tf.random.normal((2, 8, 8, 1)), tf.random.normal((2, 8, 8, 1))))
