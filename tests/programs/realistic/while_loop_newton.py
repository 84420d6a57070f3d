# outcome: flows
import tensorflow as tf

a = tf.Variable(2.0)


@tf.function
def sqrt_newton(v, iters=tf.constant(8)):
    x = v
    i = tf.constant(0)
    while i < iters:
        x = 0.5 * (x + v / x)
        i += 1
    return x


with tf.GradientTape() as tape:
    r = sqrt_newton(a)
print("d sqrt(a)/da", tape.gradient(r, a).numpy(), 0.5 / a.numpy() ** 0.5)


def body(i, acc, term):
    return i + 1, acc + term, term * a / tf.cast(i + 1, tf.float32)


with tf.GradientTape() as tape:
    _, exp_a, _ = tf.while_loop(
        lambda i, acc, term: tf.less(i, 10), body, [tf.constant(0), tf.constant(0.0), tf.constant(1.0)]
    )
print(tape.gradient(exp_a, a).numpy())
