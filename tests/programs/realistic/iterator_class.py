# outcome: flows
import tensorflow as tf


class Batches:
    def __init__(self, x, y, size):
        self.x, self.y, self.size = x, y, size

    def __iter__(self):
        self.pos = 0
        return self

    def __next__(self):
        if self.pos >= len(self.x):
            raise StopIteration
        s = slice(self.pos, self.pos + self.size)
        self.pos += self.size
        return self.x[s], self.y[s]

    def __len__(self):
        return -(-len(self.x) // self.size)


x = tf.random.normal([25, 3])
y = tf.cast(tf.reduce_sum(x, 1) > 0, tf.int32)
net = tf.keras.Sequential([tf.keras.layers.Dense(2)])
opt = tf.optimizers.Adam(0.1)
correct = total = 0
for bx, by in Batches(x, y, 10):
    with tf.GradientTape() as tape:
        logits = net(bx)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=by, logits=logits))
    grads = tape.gradient(loss, net.trainable_variables)
    opt.apply_gradients(zip(grads, net.trainable_variables))
    correct += int(tf.reduce_sum(tf.cast(tf.argmax(logits, 1, output_type=tf.int32) == by, tf.int32)))
    total += len(by)
print(correct / total)
