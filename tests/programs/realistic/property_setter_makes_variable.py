# outcome: flows
import tensorflow as tf


class Knob:
    def __init__(self, name):
        self.name = name
        self._value = 1.0

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, new):
        if isinstance(self._value, tf.Variable):
            self._value.assign(new)
        else:
            self._value = tf.Variable(new, name=self.name)


gain, offset = Knob("gain"), Knob("offset")
gain.value = 2.0
offset.value = 0.5
gain.value = 2.5
x = tf.linspace(0.0, 1.0, 9)
with tf.GradientTape() as tape:
    y = gain.value * x + offset.value
    loss = tf.reduce_sum((y - tf.sqrt(x)) ** 2)
dg, do = tape.gradient(loss, [gain.value, offset.value])
gain.value = gain.value - 0.1 * dg
offset.value = offset.value - 0.1 * do
print(gain.value.numpy(), offset.value.numpy())
