# outcome: flows
import tensorflow as tf

w = tf.Variable(1.0)
log = []
with tf.GradientTape() as tape:
    for attempt in range(3):
        tape.reset()
        y = tf.exp(w * (attempt + 1))
        if y < 25:
            log.append(float(y))
    loss = tf.square(y - 5.0)
print(tape.gradient(loss, w).numpy(), log)
