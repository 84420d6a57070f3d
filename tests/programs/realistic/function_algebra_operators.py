# outcome: flows
"""Functions that can be combined with operators, as in a small symbolic toolbox."""
import tensorflow as tf


class Fn:
    def __init__(self, f, name="f"):
        self.f, self.name = f, name

    def __call__(self, x):
        return self.f(x)

    def __rshift__(self, other):
        return Fn(lambda x: other(self(x)), f"{self.name}>>{other.name}")

    def __and__(self, other):
        return Fn(lambda x: self(x) * other(x), f"{self.name}&{other.name}")

    def __floordiv__(self, other):
        return Fn(lambda x: self(x) / (other(x) + 3.0), f"{self.name}//{other.name}")

    def __lt__(self, other):
        return Fn(lambda x: tf.nn.relu(other(x) - self(x)), f"{self.name}<{other.name}")

    def __eq__(self, other):
        return Fn(lambda x: tf.square(self(x) - other(x)), f"{self.name}=={other.name}")

    def __invert__(self):
        return Fn(lambda x: 1.0 - self(x), f"~{self.name}")

    def __abs__(self):
        return Fn(lambda x: tf.abs(self(x)), f"|{self.name}|")

    def __round__(self, digits=0):
        return Fn(lambda x: self(x) + tf.stop_gradient(tf.round(self(x)) - self(x)), "round")


a = tf.Variable(0.8)
s, line = Fn(tf.sin, "sin"), Fn(lambda x: a * x, "line")
for combined in (line >> s, s & line, s // line, s < line, line == s, ~line, abs(line), round(line)):
    with tf.GradientTape() as tape:
        y = combined(tf.constant(2.0))
    print(combined.name, tape.gradient(y, a).numpy())
