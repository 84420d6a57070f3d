# outcome: flows
import tensorflow as tf


class Units:
    """Keeps every quantity in SI units."""

    FACTORS = {"speed": 0.277778, "mass": 0.001}

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * self.FACTORS.get(name, 1.0))


class Tracked:
    def __init__(self, gain):
        self.__dict__["gain"] = gain
        self.__dict__["log"] = []

    def __setattr__(self, name, value):
        self.log.append(name)
        self.__dict__[name] = value * self.gain


gain = tf.Variable(3.0)
v = tf.Variable(90.0)
with tf.GradientTape(persistent=True) as tape:
    u = Units()
    u.speed, u.mass = v, 1200.0
    energy = 0.5 * u.mass * u.speed**2
    t = Tracked(gain)
    t.signal = tf.constant([1.0, 2.0])
    power = tf.reduce_sum(t.signal**2)
print(tape.gradient(energy, v).numpy(), tape.gradient(power, gain).numpy(), t.log)
