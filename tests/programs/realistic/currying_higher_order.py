# outcome: flows
import tensorflow as tf


def value_and_grad(fn, argnums=0):
    def wrapped(*args):
        with tf.GradientTape() as tape:
            tape.watch(args[argnums])
            value = fn(*args)
        return value, tape.gradient(value, args[argnums])

    return wrapped


def grad(fn, argnums=0):
    return lambda *a: value_and_grad(fn, argnums)(*a)[1]


def vmap(fn):
    return lambda xs: tf.stack([fn(x) for x in tf.unstack(xs)])


f = lambda x, a: a * tf.sin(x) * x**2
x, a = tf.constant(0.7), tf.constant(2.0)
print(grad(f)(x, a).numpy(), grad(f, 1)(x, a).numpy())
print(grad(grad(f))(x, a).numpy())
print(vmap(grad(lambda z: tf.exp(-z) * z))(tf.linspace(0.0, 1.0, 4)).numpy())
v, g = value_and_grad(lambda w: tf.reduce_sum(w["k"] ** 2))({"k": tf.constant([1.0, 2.0])})
print(v.numpy(), g["k"].numpy())
