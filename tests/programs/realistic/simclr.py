# outcome: flows
import tensorflow as tf

TEMPERATURE = 0.1


def augment(x, seed):
    noise = tf.random.stateless_normal(tf.shape(x), seed=(seed, 1), stddev=0.1)
    keep = tf.cast(tf.random.stateless_uniform(tf.shape(x), seed=(seed, 2)) > 0.1, x.dtype)
    return (x + noise) * keep


def nt_xent(za, zb):
    za, zb = tf.math.l2_normalize(za, axis=1), tf.math.l2_normalize(zb, axis=1)
    n = tf.shape(za)[0]
    z = tf.concat([za, zb], axis=0)
    sim = tf.matmul(z, z, transpose_b=True) / TEMPERATURE
    sim = sim - 1e9 * tf.eye(2 * n)
    labels = tf.concat([tf.range(n) + n, tf.range(n)], axis=0)
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=sim)
    top1 = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(sim, 1, output_type=tf.int32), labels), tf.float32))
    return tf.reduce_mean(loss), top1


class SimCLR(tf.Module):
    def __init__(self):
        super().__init__()
        self.encoder = tf.keras.Sequential([tf.keras.layers.Dense(16, activation="gelu"), tf.keras.layers.LayerNormalization()])
        self.projector = tf.keras.layers.Dense(4, use_bias=False)

    def __call__(self, x):
        return self.projector(self.encoder(x))


def train(steps=3):
    model = SimCLR()
    model(tf.zeros((1, 8)))
    schedule = tf.keras.optimizers.schedules.CosineDecay(0.1, steps)
    opt = tf.keras.optimizers.SGD(schedule)
    variables = model.encoder.trainable_variables + model.projector.trainable_variables
    for i in range(steps):
        x = tf.random.normal((12, 8))
        a, b = augment(x, i), augment(x, i + 1000)
        with tf.GradientTape() as tape:
            loss, top1 = nt_xent(model(a), model(b))
        grads = tape.gradient(loss, variables)
        opt.apply_gradients(zip(grads, variables))
        print(f"{i}: {loss:.3f} top1={top1.numpy():.2%}")


train()
