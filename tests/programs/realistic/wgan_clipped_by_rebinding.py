# outcome: none raises AttributeError
import tensorflow as tf


class Critic:
    def __init__(self, dim):
        self.w1 = tf.Variable(tf.random.normal([dim, 8], stddev=0.1))
        self.w2 = tf.Variable(tf.random.normal([8, 1], stddev=0.1))

    def __call__(self, x):
        return tf.nn.leaky_relu(x @ self.w1) @ self.w2

    def params(self):
        return [self.w1, self.w2]

    def clip(self, c=0.01):
        self.w1, self.w2 = (tf.clip_by_value(w, -c, c) for w in self.params())  # error: [replaced-variable]


critic = Critic(2)
for it in range(3):
    real, fake = tf.random.normal([8, 2]) + 3.0, tf.random.normal([8, 2])
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real))
    grads = tape.gradient(loss, critic.params())
    for w, g in zip(critic.params(), grads):
        w.assign_sub(5e-5 * g)  # or: [assign-to-tensor]
    critic.clip()
