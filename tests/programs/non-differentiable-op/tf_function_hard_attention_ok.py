# outcome: flows
import tensorflow as tf


class HardAttention(tf.keras.Model):
    """Picks one region (through Gumbel noise) and classifies it."""

    def __init__(self, n_regions=4, n_classes=3):
        super().__init__()
        self.locator = tf.keras.layers.Dense(n_regions, name="locator")
        self.n_regions = n_regions

    def call(self, glimpse, regions):
        scores = self.locator(glimpse)
        soft = tf.nn.softmax(scores)
        hard = tf.one_hot(tf.argmax(scores, axis=-1), self.n_regions)
        weights = tf.stop_gradient(hard - soft) + soft
        return tf.einsum("br,brd->bd", weights, regions)


net = HardAttention()
opt = tf.keras.optimizers.Adam()


@tf.function
def step(glimpse, regions, want):
    with tf.GradientTape() as tape:
        got = net(glimpse, regions)
        loss = tf.reduce_mean(tf.square(got - want))
    grads = tape.gradient(loss, net.trainable_variables)
    opt.apply_gradients(zip(grads, net.trainable_variables))
    return loss


print(step(tf.random.normal((5, 6)), tf.random.normal((5, 4, 2)), tf.zeros((5, 2))))
