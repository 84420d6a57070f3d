# outcome: flows
import tensorflow as tf

REGISTRY = {}


def register(name):
    def wrap(fn):
        REGISTRY[name] = fn
        return fn

    return wrap


@register("small")
def small(n):
    return tf.keras.Sequential([tf.keras.Input((10,)), tf.keras.layers.Dense(8, "relu"), tf.keras.layers.Dense(n)])


@register("large")
def large(n):
    return tf.keras.Sequential([tf.keras.Input((10,)), tf.keras.layers.Dense(32, "relu"), tf.keras.layers.Dense(32, "relu"), tf.keras.layers.Dense(n)])


def build(name, *a, **kw):
    return REGISTRY[name](*a, **kw)


class Distiller(tf.keras.Model):
    def __init__(self, student, teacher, alpha=0.3, T=4.0):
        super().__init__()
        self.student, self.teacher = student, teacher
        self.teacher.trainable = False
        self.alpha, self.T = alpha, T
        self.ce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self.kld = tf.keras.losses.KLDivergence()

    def call(self, x, training=False):
        return self.student(x, training=training)

    def train_step(self, data):
        x, y = data
        soft = tf.nn.softmax(self.teacher(x, training=False) / self.T)
        agree = tf.argmax(soft, axis=-1)
        with tf.GradientTape() as tape:
            logits = self(x, training=True)
            hard_loss = self.ce(y, logits)
            soft_loss = self.kld(tf.stop_gradient(soft), tf.nn.softmax(logits / self.T)) * self.T**2
            loss = self.alpha * hard_loss + (1 - self.alpha) * soft_loss
        grads = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        same = tf.cast(tf.argmax(logits, -1) == agree, tf.float32)
        return {"loss": loss, "agreement": tf.reduce_mean(same)}


x = tf.random.normal((32, 10))
y = tf.random.uniform((32,), maxval=4, dtype=tf.int32)
d = Distiller(build("small", 4), build("large", n=4))
d.compile(optimizer="adam")
h = d.fit(x, y, epochs=1, batch_size=16, verbose=0)
print({k: v[-1] for k, v in h.history.items()})
