# outcome: part
import tensorflow as tf


class Hooks:
    def __init__(self):
        self.after_step = []

    def register(self, fn):
        self.after_step.append(fn)
        return fn

    def run(self, **kw):
        for fn in self.after_step:
            fn(**kw)


log_temp = tf.Variable(0.0)
w = tf.Variable([[0.2], [0.4]])
state = {"temp": tf.exp(log_temp)}  # warning: [outside-tape]
hooks = Hooks()


@hooks.register
def refresh(step, **_):
    state["temp"] = tf.exp(log_temp)  # or: [outside-tape]


x, y = tf.random.normal((6, 2)), tf.ones((6, 1))
for step in range(3):
    with tf.GradientTape() as tape:
        logits = x @ w / state["temp"]
        loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, logits))
    gw, gt = tape.gradient(loss, [w, log_temp])
    w.assign_sub(0.1 * gw)
    if gt is not None:
        log_temp.assign_sub(0.1 * gt)
    hooks.run(step=step)
