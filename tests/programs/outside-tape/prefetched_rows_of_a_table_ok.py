# outcome: flows
"""A parallel pipeline gives numbers of rows, and a compiled step looks them up and trains them."""
import tensorflow as tf


class Recommender(tf.Module):
    def __init__(self, items, width):
        super().__init__()
        self.items = tf.Variable(tf.random.normal((items, width)), name="items")
        self.means = tf.Variable(tf.random.normal((items,)), trainable=False)
        self.scorer = tf.Variable(tf.random.normal((width, 1)), name="scorer")
        self.optimizer = tf.keras.optimizers.SGD(0.1)

    def fetch(self, item, rating):
        return rating - tf.gather(self.means, item), item

    def batches(self, items, ratings):
        pairs = tf.data.Dataset.from_tensor_slices((items, ratings))
        return pairs.map(self.fetch, num_parallel_calls=2).batch(4).prefetch(1)

    @tf.function
    def train(self, items, ratings):
        with tf.GradientTape() as tape:
            rows = tf.gather(self.items, items)
            scores = tf.squeeze(rows @ self.scorer, -1)
            loss = tf.reduce_mean(tf.square(scores - ratings))
        gradients = tape.gradient(loss, [self.items, self.scorer])
        self.optimizer.apply_gradients(zip(gradients, [self.items, self.scorer]))
        return loss


recommender = Recommender(8, 3)
for rating, item in recommender.batches(tf.range(8), tf.linspace(0.0, 1.0, 8)):
    recommender.train(item, rating)
