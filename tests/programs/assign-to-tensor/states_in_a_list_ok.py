# outcome: flows
# used: decoder = Decoder()
# used: states = [tf.ones((2, 3)), tf.ones((2, 3))]
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(decoder(tf.ones((2, 4)), states)) + tf.reduce_sum(
# used:         draw(tf.ones((2, 3)), tf.ones((2, 3)), tf.ones((2, 3))))
# used: print(tape.gradient(loss, decoder.trainable_variables))
"""What is given may be a list of tensors, and entries of a list can be set."""
import tensorflow as tf


class Decoder(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(3)

    def call(self, inputs, states: tf.Tensor):
        step = self.dense(inputs)
        for i in range(2):
            states[i] = states[i] + step
        return states[0] * states[1]


def draw(images, boxes, masks=None):
    if masks is not None:
        several = [images, boxes, masks]
    else:
        several = [images, boxes]

    def one(items):
        items[1] = items[1] + 1.0
        return items[0] + items[1]

    return tf.map_fn(one, several, fn_output_signature=tf.float32)
