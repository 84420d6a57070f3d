# outcome: raises AttributeError
import tensorflow as tf


class Slow(tf.keras.optimizers.Optimizer):
    def __init__(self, learning_rate=0.1, name="Slow", **kwargs):
        super().__init__(learning_rate, name=name, **kwargs)
        self._set_hyper("learning_rate", learning_rate)  # error: [removed-member]

    def _create_slots(self, var_list):
        for var in var_list:
            self.add_slot(var, "m")  # error: [removed-member]

    def _resource_apply_dense(self, grad, var):  # error: [removed-member]
        rate = self._get_hyper("learning_rate")  # error: [removed-member]
        return var.assign_sub(rate * grad)


class Slower(tf.keras.optimizers.SGD):
    def _resource_apply_dense(self, grad, var):
        return super()._resource_apply_dense(grad / 2.0, var)  # error: [removed-member]


class Bare(tf.keras.optimizers.Optimizer):
    def _resource_apply_dense(self, grad, var):  # error: [removed-member]
        return var.assign_sub(0.1 * grad)


def refused(use):
    try:
        use()
    except (AttributeError, NotImplementedError):
        return
    raise SystemExit("it is there")


w = tf.Variable(2.0)
slower = Slower(0.1)
refused(lambda: slower._resource_apply_dense(w, w))
refused(lambda: Slow._create_slots(slower, [w]))
refused(lambda: Slow._resource_apply_dense(slower, w, w))
refused(lambda: Bare(0.1).apply_gradients([(tf.constant(1.0), w)]))
slow = Slow()
with tf.GradientTape() as tape:
    loss = tf.square(w)
slow.apply_gradients([(tape.gradient(loss, w), w)])
