# outcome: part
import tensorflow as tf


def make_params(spec, trainable=False):
    return {k: tf.Variable(tf.random.normal(shape), trainable=trainable, name=k) for k, shape in spec.items()}  # warning: [non-trainable-source]


backbone = make_params({"w1": (3, 4), "b1": (4,)})
head = make_params({"w2": (4, 1)}, trainable=True)


def predict(x):
    h = tf.nn.tanh(x @ backbone["w1"] + backbone["b1"])
    return h @ head["w2"]


x = tf.random.normal((6, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(predict(x) ** 2)
params = list(backbone.values()) + list(head.values())
for p, g in zip(params, tape.gradient(loss, params)):
    print(p.name, g)
