# outcome: flows
import tensorflow as tf

classifier = tf.keras.Sequential([tf.keras.Input((5,)), tf.keras.layers.Dense(3, "softmax")])


def interpolate(baseline, sample, steps):
    alphas = tf.linspace(0.0, 1.0, steps + 1)[:, None]
    return baseline + alphas * (sample - baseline)


def attributions(sample, target, steps=8):
    baseline = tf.zeros_like(sample)
    path = interpolate(baseline, sample, steps)
    with tf.GradientTape() as tape:
        tape.watch(path)
        probability = classifier(path)[:, target]
    grads = tape.gradient(probability, path)
    return (sample - baseline) * tf.reduce_mean((grads[:-1] + grads[1:]) / 2.0, axis=0)


print(attributions(tf.random.normal((5,)), 1))
