# outcome: flows
from collections import deque

import tensorflow as tf

vs = [tf.Variable(float(i)) for i in range(6)]
dead = vs.pop(2)
vs[1:3] = vs[2:0:-1]
vs.insert(0, vs.pop())
del vs[-1]
vs += [tf.Variable(7.0)]
q = deque(vs, maxlen=4)
q.append(tf.Variable(8.0))
q.rotate(1)
q.extendleft([tf.Variable(9.0)])
evens, odds = vs[::2], vs[1::2]
with tf.GradientTape(persistent=True) as tape:
    s = tf.add_n([v * float(i + 1) for i, v in enumerate(vs)])
    p = tf.reduce_prod(tf.stack([v + 1.0 for v in q]))
print([g.numpy() for g in tape.gradient(s, evens)], [g.numpy() for g in tape.gradient(s, odds)])
print([g.numpy() for g in tape.gradient(p, list(q))], dead.numpy())
