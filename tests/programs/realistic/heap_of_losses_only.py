# outcome: flows
import heapq

import tensorflow as tf

w = tf.Variable([0.5, -0.5])
data = [tf.random.normal([2]) for _ in range(6)]
queue = []
with tf.GradientTape() as tape:
    for i, d in enumerate(data):
        loss = tf.square(tf.reduce_sum(w * d) - 1.0)
        heapq.heappush(queue, (float(-loss), i, loss))
    hardest = [heapq.heappop(queue)[2] for _ in range(3)]
    total = tf.add_n(hardest) / 3.0
grad = tape.gradient(total, w)
w.assign_sub(0.1 * grad)
print(total.numpy(), w.numpy())
