# outcome: flows
import tensorflow as tf


class LinearModel:
    def __init__(self):
        self.w = tf.Variable(5.0)
        self.b = tf.Variable(0.0)

    def __call__(self, x):
        return self.w * x + self.b


def loss(y, y_pred):
    return tf.reduce_mean(tf.square(y - y_pred))


def train(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as t:
        current_loss = loss(outputs, model(inputs))
    dw, db = t.gradient(current_loss, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)


xs = tf.random.normal([200])
noise = tf.random.normal([200], stddev=0.1)
ys = xs * 3.0 + 2.0 + noise
model = LinearModel()
for epoch in range(5):
    train(model, xs, ys, learning_rate=0.1)
    print("Epoch %2d: w=%1.2f b=%1.2f" % (epoch, model.w.numpy(), model.b.numpy()))
