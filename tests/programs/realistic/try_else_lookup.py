# outcome: flows
import tensorflow as tf

params = {"w": tf.Variable(2.0)}
defaults = {"b": tf.Variable(0.5), "c": tf.Variable(-0.2)}


def get(name):
    try:
        value = params[name]
    except KeyError:
        value = defaults[name]
    else:
        value = value * 1.0
    return value


def first_that_works(*fns):
    for fn in fns:
        try:
            result = fn()
        except (KeyError, ZeroDivisionError):
            continue
        else:
            return result
    raise LookupError


with tf.GradientTape() as tape:
    y = get("w") * 3.0 + get("b") ** 2
    y += first_that_works(lambda: params["zzz"], lambda: 1 // 0, lambda: defaults["c"] * 4.0)
print([g.numpy() for g in tape.gradient(y, [params["w"], defaults["b"], defaults["c"]])])
