# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


class Pointer(tf.keras.Model):
    def __init__(self, d=8):
        super().__init__()
        self.embed = layers.Dense(d)
        self.cell = layers.LSTMCell(d)
        self.wq, self.wk = layers.Dense(d), layers.Dense(d)
        self.v = layers.Dense(1)

    def call(self, pts, greedy=False):
        e = self.embed(pts)
        b, n = pts.shape[0], pts.shape[1]
        state = [tf.zeros([b, 8]), tf.zeros([b, 8])]
        inp = tf.reduce_mean(e, 1)
        mask = tf.zeros([b, n])
        logps, tour = [], []
        for _ in range(n):
            h, state = self.cell(inp, state)
            scores = tf.squeeze(self.v(tf.tanh(self.wq(h)[:, None] + self.wk(e))), -1) - 1e9 * mask
            logp = tf.nn.log_softmax(scores)
            if greedy:
                choice = tf.argmax(logp, 1, output_type=tf.int32)
            else:
                choice = tf.random.categorical(logp, 1, dtype=tf.int32)[:, 0]
            logps.append(tf.gather(logp, choice, batch_dims=1))
            tour.append(choice)
            mask += tf.one_hot(choice, n)
            inp = tf.gather(e, choice, batch_dims=1)
        return tf.add_n(logps), tf.stack(tour, 1)


def length(pts, tour):
    p = tf.gather(pts, tour, batch_dims=1)
    return tf.reduce_sum(tf.norm(p - tf.roll(p, -1, 1), axis=-1), 1)


net, opt = Pointer(), tf.keras.optimizers.Adam()
pts = tf.random.uniform([4, 5, 2])
net(pts)
for _ in range(2):
    _, base = net(pts, greedy=True)
    with tf.GradientTape() as tape:
        logp, tour = net(pts)
        adv = length(pts, tour) - length(pts, base)
        loss = tf.reduce_mean(adv * logp)
    opt.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))
print(loss.numpy())
