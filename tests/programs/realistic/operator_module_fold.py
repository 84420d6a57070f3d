# outcome: flows
import operator
from functools import reduce
from itertools import accumulate, starmap

import tensorflow as tf

factors = [tf.Variable(v) for v in (1.0, 2.0, 3.0)]
pairs = [(factors[0], 2.0), (factors[1], 0.5), (factors[2], 1.5)]
with tf.GradientTape(persistent=True) as tape:
    product = reduce(operator.mul, factors)
    running = list(accumulate(factors, operator.add))
    terms = list(starmap(operator.pow, pairs))
    total = operator.truediv(product, running[-1]) + operator.neg(tf.add_n(terms))
print([g.numpy() for g in tape.gradient(product, factors)])
print([g.numpy() for g in tape.gradient(running[-1], factors)])
print([g.numpy() for g in tape.gradient(total, factors)])
