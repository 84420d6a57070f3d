# outcome: flows
import tensorflow as tf

params = {"w": tf.Variable([1.0, 2.0]), "b": tf.Variable(0.0), "tmp": tf.constant(3.0)}
frozen = {"tmp": params.pop("tmp")}
extra = dict.fromkeys(["s", "t"])
for k in extra:
    extra[k] = tf.Variable(1.0 if k == "s" else 0.5)
params |= extra
view = {**params, **frozen}
del view["t"]
view["t2"] = params["t"] * 2.0
params.setdefault("b", tf.Variable(9.0))
x = tf.constant([[1.0, 0.5], [0.2, 0.1]])


def f(p, x):
    z = tf.linalg.matvec(x, p["w"]) + p["b"]
    return p.get("s", 1.0) * z + p.get("missing", p["t"])


with tf.GradientTape() as tape:
    loss = tf.reduce_sum(f(params, x) ** 2) + 0.0 * view["tmp"]
grads = tape.gradient(loss, params)
new = {k: v - 0.1 * grads[k] for k, v in params.items()}
for k, v in new.items():
    params[k].assign(v)
print({k: float(tf.norm(g)) for k, g in grads.items()})
