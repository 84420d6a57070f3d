# outcome: stuck
import tensorflow as tf


class Policy:
    shapes = {"w": (3, 2), "b": (2,)}

    def begin(self):
        for name, shape in self.shapes.items():
            setattr(self, name, tf.Variable(tf.zeros(shape), name=name))  # or: [fresh-variable]

    def __call__(self, x):
        return x @ self.w + self.b


policy = Policy()
x, y = tf.random.normal((5, 3)), tf.ones((5, 2))
for step in range(4):
    policy.begin()  # warning: [fresh-variable]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((policy(x) - y) ** 2)
    gw, gb = tape.gradient(loss, [policy.w, policy.b])
    policy.w.assign_sub(0.5 * gw)
    policy.b.assign_sub(0.5 * gb)
    print(step, loss.numpy())
