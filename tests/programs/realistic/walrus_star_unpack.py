# outcome: flows
import tensorflow as tf

first, *middle, last = (tf.Variable(tf.random.normal([4, 4]) * 0.3) for _ in range(4))
head = [tf.Variable(tf.random.normal([4, 1]))]
everything = [first, *middle, last, *head]
x = tf.random.normal([6, 4])
history = []
while len(history) < 5:
    with tf.GradientTape() as tape:
        h = tf.tanh(x @ first)
        for m in middle:
            h = h + tf.tanh(h @ m)
        loss = tf.reduce_mean(tf.square((out := h @ last @ head[0]) - 0.5))
    *g_body, g_head = tape.gradient(loss, everything)
    for v, g in zip([first, *middle, last], g_body):
        v.assign_sub(0.1 * g)
    head[0].assign_sub(0.1 * g_head)
    history.append(value := float(loss))
    if (best := min(history)) < 1e-3:
        break
print(value, best, out.shape)
