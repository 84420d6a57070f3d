# outcome: flows
"""Research-style script with absl flags."""
import tensorflow as tf
from absl import app, flags

FLAGS = flags.FLAGS
flags.DEFINE_float("lr", 0.1, "learning rate")
flags.DEFINE_integer("steps", 3, "steps")
flags.DEFINE_bool("detach_encoder", False, "train only the head")
flags.DEFINE_enum("rounding", "soft", ["soft", "hard"], "quantiser")


def quantise(z):
    if FLAGS.rounding == "hard":
        return tf.round(z)
    return z - tf.sin(2 * 3.14159 * z) / (2 * 3.14159)


def main(argv):
    del argv
    enc = tf.Variable(tf.random.normal([4, 3]))
    head = tf.Variable(tf.random.normal([3, 1]))
    x = tf.random.normal([8, 4])
    for step in range(FLAGS.steps):
        with tf.GradientTape() as tape:
            z = quantise(x @ enc)
            if FLAGS.detach_encoder:
                z = tf.stop_gradient(z)
            loss = tf.reduce_mean((z @ head - 1.0) ** 2)
        for v, g in zip([enc, head], tape.gradient(loss, [enc, head])):
            v.assign_sub(FLAGS.lr * g)
        print(step, float(loss))


if __name__ == "__main__":
    app.run(main, argv=["train"])
