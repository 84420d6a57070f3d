# outcome: flows
import tensorflow as tf

a, b = tf.Variable(1.0), tf.Variable(2.0)
with tf.GradientTape(persistent=True) as tape:
    terms = {"sum": a + b, "prod": a * b, "pow": a**b}
    best = max(terms, key=lambda k: float(terms[k]))
    with tape.stop_recording():
        ranks = {k: int(tf.round(v)) for k, v in terms.items()}
        scale = tf.reduce_max([tf.abs(v) for v in terms.values()])
table = {(k, s.name): tape.gradient(t, s) for k, t in terms.items() for s in (a, b)}
normalised = {k: g / scale for k, g in table.items()}
del tape
print(best, ranks, [float(g) for g in normalised.values()])
