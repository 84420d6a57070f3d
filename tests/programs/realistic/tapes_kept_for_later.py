# outcome: flows
import tensorflow as tf

w = tf.Variable([0.5, -0.5])
xs = tf.random.normal([10, 2])
tapes, losses = [], []
for x in tf.unstack(xs):
    with tf.GradientTape() as tape:
        loss = tf.square(tf.tensordot(w, x, 1) - 1.0)
    tapes.append(tape)
    losses.append(loss)
grads = [t.gradient(l, w) for t, l in zip(tapes, losses)]
w.assign_sub(0.1 * tf.reduce_mean(tf.stack(grads), axis=0))

records = []
for power in range(1, 9):
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(w**power)
    records.append({"tape": tape, "y": y, "power": power})
for r in records:
    print(r["power"], r["tape"].gradient(r["y"], w).numpy())
