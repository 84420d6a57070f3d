# outcome: part
"""A parallel pipeline looks rows up, and a compiled step is to train the table."""
import tensorflow as tf


class Recommender(tf.Module):
    def __init__(self, items, width):
        super().__init__()
        self.items = tf.Variable(tf.random.normal((items, width)), name="items")
        self.scorer = tf.Variable(tf.random.normal((width, 1)), name="scorer")
        self.optimizer = tf.keras.optimizers.SGD(0.1)

    def fetch(self, item, rating):
        row = tf.gather(self.items, item)  # or: [outside-tape]
        centred = row - tf.reduce_mean(row)  # or: [outside-tape]
        return rating, centred

    def batches(self, items, ratings):
        pairs = tf.data.Dataset.from_tensor_slices((items, ratings))
        return pairs.map(self.fetch, num_parallel_calls=2).batch(4).prefetch(1)  # warning: [outside-tape]

    @tf.function
    def train(self, rows, ratings):
        with tf.GradientTape() as tape:
            scores = tf.squeeze(rows @ self.scorer, -1)
            loss = tf.reduce_mean(tf.square(scores - ratings))
        gradients = tape.gradient(loss, [self.items, self.scorer])
        self.optimizer.apply_gradients(zip(gradients, [self.items, self.scorer]))
        return loss


recommender = Recommender(8, 3)
for rating, row in recommender.batches(tf.range(8), tf.linspace(0.0, 1.0, 8)):  # or: [outside-tape]
    recommender.train(row, rating)
