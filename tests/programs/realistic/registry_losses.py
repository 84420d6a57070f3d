# outcome: flows
import tensorflow as tf

LOSSES = {}


def register(name=None):
    def deco(fn):
        LOSSES[name or fn.__name__] = fn
        return fn

    return deco


@register()
def huber(y, p, delta=1.0):
    e = tf.abs(y - p)
    return tf.reduce_mean(tf.where(e < delta, 0.5 * e * e, delta * (e - 0.5 * delta)))


@register("acc")
def accuracy(y, p):
    return tf.reduce_mean(tf.cast(tf.equal(tf.round(p), y), tf.float32))


@register("logcosh")
def log_cosh(y, p):
    return tf.reduce_mean(tf.math.log(tf.math.cosh(p - y)))


def build(spec):
    names = [s.strip() for s in spec.split("+")]
    fns = [LOSSES[n] for n in names]
    return lambda y, p: tf.add_n([f(y, p) for f in fns])


objective = build("huber + logcosh")
metric = LOSSES["acc"]
w = tf.Variable([[0.3], [0.2]])
xs = tf.random.normal([10, 2])
ys = tf.cast(xs[:, :1] > 0, tf.float32)
for _ in range(2):
    with tf.GradientTape() as tape:
        pred = tf.sigmoid(xs @ w)
        value = objective(ys, pred)
        acc = metric(ys, pred)
    w.assign_sub(0.1 * tape.gradient(value, w))
    tf.print(value, acc)
