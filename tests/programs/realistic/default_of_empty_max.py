# outcome: flows
import tensorflow as tf

floor_value = tf.Variable(0.1)
weights = tf.Variable([0.4, 0.6])
scores = {"a": [], "b": [3.0, 1.0]}
with tf.GradientTape() as tape:
    best = {k: max([weights[i] * s for i, s in enumerate(v)], key=float, default=floor_value) for k, v in scores.items()}
    worst = min([], default=floor_value**2)
    loss = best["a"] * 2.0 + best["b"] + worst
print([tf.convert_to_tensor(g).numpy() for g in tape.gradient(loss, [floor_value, weights])])
