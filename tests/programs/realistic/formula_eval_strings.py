# outcome: flows
import tensorflow as tf

FORMULAS = {"quad": "a * x**2 + b * x", "wave": "a * tf.sin(b * x)", "decay": "a * tf.exp(-b * x)"}
a, b = tf.Variable(1.0), tf.Variable(0.5)
x = tf.linspace(0.0, 2.0, 10)
target = 2.0 * tf.exp(-x)
scores = {}
for name, text in FORMULAS.items():
    code = compile(text, name, "eval")
    with tf.GradientTape() as tape:
        y = eval(code, {"tf": tf}, {"a": a, "b": b, "x": x})
        loss = tf.reduce_mean((y - target) ** 2)
    da, db = tape.gradient(loss, [a, b])
    scores[name] = (float(loss), float(da), float(db))
model = eval("lambda x: a * x + b")
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - target) ** 2)
print(scores, [g.numpy() for g in tape.gradient(loss, [a, b])])
