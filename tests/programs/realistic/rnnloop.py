# outcome: flows
import tensorflow as tf


class MyGRU(tf.Module):
    def __init__(self, vocab, units, name=None):
        super().__init__(name=name)
        self.units = units
        self.emb = tf.Variable(tf.random.normal((vocab, units), stddev=0.1), name="emb")
        self.gates = tf.Variable(tf.random.normal((2 * units, 2 * units), stddev=0.1))
        self.cand = tf.Variable(tf.random.normal((2 * units, units), stddev=0.1))
        self.out = tf.Variable(tf.random.normal((units, vocab), stddev=0.1))

    def cell(self, x, h):
        zr = tf.sigmoid(tf.concat([x, h], -1) @ self.gates)
        z, r = zr[:, : self.units], zr[:, self.units :]
        c = tf.tanh(tf.concat([x, r * h], -1) @ self.cand)
        return (1 - z) * h + z * c

    @tf.function
    def __call__(self, tokens):
        x = tf.nn.embedding_lookup(self.emb, tokens)
        x = tf.transpose(x, [1, 0, 2])
        steps = tf.shape(x)[0]
        h = tf.zeros((tf.shape(tokens)[0], self.units))
        ys = tf.TensorArray(tf.float32, size=steps)
        for t in tf.range(steps):
            h = self.cell(x[t], h)
            ys = ys.write(t, h @ self.out)
        return tf.transpose(ys.stack(), [1, 0, 2])


def masked_loss(logits, targets, pad=0):
    mask = tf.cast(targets != pad, tf.float32)
    ce = tf.nn.sparse_softmax_cross_entropy_with_logits(targets, logits)
    return tf.reduce_sum(ce * mask) / tf.maximum(tf.reduce_sum(mask), 1.0)


def sample(model, start, n):
    seq = [start]
    for _ in range(n):
        logits = model(tf.constant([seq]))[0, -1]
        seq.append(int(tf.argmax(logits)))
    return seq


model = MyGRU(10, 6)
opt = tf.keras.optimizers.RMSprop(1e-2)
text = tf.random.uniform((8, 7), 0, 10, dtype=tf.int32)
for step in range(2):
    with tf.GradientTape() as tape:
        logits = model(text[:, :-1])
        loss = masked_loss(logits, text[:, 1:])
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    print("ppl", tf.exp(loss).numpy())
print(sample(model, 1, 3))
