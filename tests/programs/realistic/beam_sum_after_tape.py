# outcome: none raises TypeError
import heapq
import itertools

import tensorflow as tf

logits = tf.Variable(tf.random.normal([3, 4]))
tie = itertools.count()


def beam_search(width=2):
    beams = [(0.0, next(tie), tf.constant(0.0), [])]
    for t in range(3):
        logp = tf.nn.log_softmax(logits[t])
        heap = []
        for _, _, score, path in beams:
            for tok in range(4):
                s = score + logp[tok]
                heapq.heappush(heap, (-float(s), next(tie), s, path + [tok]))
        beams = [heapq.heappop(heap) for _ in range(width)]
    return beams


target = [1, 2, 3]
with tf.GradientTape() as tape:
    beams = beam_search()
    gold = tf.add_n([tf.nn.log_softmax(logits[t])[y] for t, y in enumerate(target)])
    best = beams[0][2]
    margin = tf.nn.relu(1.0 + best - gold)
grad = tape.gradient(margin + beams[1][2], logits)  # error: [outside-tape]
logits.assign_sub(0.1 * grad)
print(margin.numpy(), beams[0][3])
