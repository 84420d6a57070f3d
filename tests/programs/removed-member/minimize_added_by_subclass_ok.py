# outcome: flows
import tensorflow as tf


class MinimizingSGD(tf.keras.optimizers.SGD):
    def minimize(self, loss, var_list):
        with tf.GradientTape() as tape:
            value = loss()
        self.apply_gradients(zip(tape.gradient(value, var_list), var_list))
        return value

    @property
    def lr(self):
        return self.learning_rate


x = tf.Variable(4.0)
optimizer = MinimizingSGD(0.1)
for _ in range(3):
    print(optimizer.minimize(lambda: (x - 1.0) ** 2, [x]), float(optimizer.lr))
