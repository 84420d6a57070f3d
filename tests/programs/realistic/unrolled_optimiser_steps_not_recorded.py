# outcome: none raises ValueError
import tensorflow as tf

step_sizes = tf.Variable([0.3, 0.2, 0.1], name="step_sizes")
A = tf.constant([[2.0, 0.3], [0.3, 1.0]])
b = tf.constant([1.0, -1.0])
opt = tf.keras.optimizers.Adam(0.05)


def objective(x):
    return 0.5 * tf.tensordot(x, tf.linalg.matvec(A, x), 1) - tf.tensordot(b, x, 1)


def unrolled(tape, x):
    for i in range(3):
        with tape.stop_recording():  # or: [outside-tape]
            gradient = tf.linalg.matvec(A, x) - b
            x = x - step_sizes[i] * gradient  # error: [outside-tape]
    return x


for it in range(2):
    with tf.GradientTape() as tape:
        final = unrolled(tape, tf.zeros(2))
        loss = objective(final)
    grads = tape.gradient(loss, [step_sizes])
    opt.apply_gradients(zip(grads, [step_sizes]))
