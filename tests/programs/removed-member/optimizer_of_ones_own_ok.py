# outcome: flows
import tensorflow as tf


class Slow(tf.keras.optimizers.Optimizer):
    def __init__(self, learning_rate=0.1, name="Slow", **kwargs):
        super().__init__(learning_rate, name=name, **kwargs)
        self._slots = {}
        self._set_hyper("half", 0.5)

    def _set_hyper(self, name, value):
        self.hyper = {name: value}

    def add_slot(self, var, name):
        self._slots[name] = self.add_variable_from_reference(var, name)

    def get_slot(self, var, name):
        return self._slots[name]

    def build(self, variables):
        if self.built:
            return
        super().build(variables)
        for var in variables:
            self.add_slot(var, "m")

    def update_step(self, grad, variable, learning_rate):
        m = self.get_slot(variable, "m")
        m.assign(m * self.hyper["half"] + grad)
        variable.assign_sub(learning_rate * m)


w = tf.Variable(2.0)
slow = Slow()
slow.lr = 0.5
with tf.GradientTape() as tape:
    loss = tf.square(w)
slow.apply_gradients([(tape.gradient(loss, w), w)])
if hasattr(slow, "_get_hyper"):
    print(slow._get_hyper("learning_rate"))
print(slow.lr, w.numpy())
