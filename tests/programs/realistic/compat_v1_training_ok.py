# outcome: flows
import tensorflow.compat.v1 as tf


class Line(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.slope = tf.Variable(5.0, name="slope")
        self.offset = tf.Variable(10.0, name="offset")

    def call(self, inputs):
        return inputs * self.slope + self.offset


def cost(model, inputs, targets):
    return tf.reduce_mean(tf.square(model(inputs) - targets)) + tf.log(tf.exp(model.slope))


inputs = tf.random_normal([20])
targets = tf.transpose(tf.expand_dims(inputs * 3.0, 1))[0] + tf.random_normal([20])
model = Line()
optimizer = tf.train.GradientDescentOptimizer(learning_rate=0.01)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = cost(model, inputs, targets)
    grads = tape.gradient(loss, [model.slope, model.offset])
    optimizer.apply_gradients(zip(grads, [model.slope, model.offset]))

head = tf.keras.Sequential(
    [tf.keras.layers.Dense(4, activation=tf.nn.sigmoid), tf.keras.layers.Dense(3)]
)
for images in tf.data.Dataset.from_tensor_slices(tf.ones([6, 2])).batch(3):
    with tf.GradientTape() as tape:
        logits = tf.placeholder_with_default(head(images), [None, 3])
        loss = tf.losses.sparse_softmax_cross_entropy(tf.constant([0, 2, 1]), logits)
    grads = tape.gradient(loss, head.trainable_variables)
