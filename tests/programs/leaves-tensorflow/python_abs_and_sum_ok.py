# outcome: flows
import tensorflow as tf

weights = [tf.Variable(float(k)) for k in range(1, 5)]

with tf.GradientTape() as tape:
    l1 = sum(abs(w) for w in weights)
    largest = max(weights, key=lambda w: w.numpy())
    pulled = [pow(w, 2) for w in weights]
    loss = l1 + 0.5 * sum(pulled) + round(3.6) * largest

print([g.numpy() for g in tape.gradient(loss, weights)])
