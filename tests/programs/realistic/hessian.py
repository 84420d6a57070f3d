# outcome: flows
import tensorflow as tf


class Net(tf.Module):
    def __init__(self):
        super().__init__()
        init = tf.random.Generator.from_seed(0)
        self.w = tf.Variable(init.normal((4, 2)), name="w")
        self.b = tf.Variable(init.normal((2,)), name="b")

    def __call__(self, x):
        return tf.nn.log_softmax(tf.matmul(x, self.w) + self.b)


def nll(net, x, y):
    return -tf.reduce_mean(tf.gather(net(x), y, axis=1, batch_dims=1))


def hvp(net, x, y, vec):
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            loss = nll(net, x, y)
        g = inner.gradient(loss, net.trainable_variables)
        dot = tf.add_n([tf.reduce_sum(a * tf.stop_gradient(b)) for a, b in zip(g, vec)])
    return outer.gradient(dot, net.trainable_variables)


def power_iteration(net, x, y, n=3):
    vec = [tf.random.normal(v.shape) for v in net.trainable_variables]
    eig = 0.0
    for _ in range(n):
        norm = tf.linalg.global_norm(vec)
        vec = [v / norm for v in vec]
        hv = hvp(net, x, y, vec)
        eig = sum(tf.reduce_sum(a * b) for a, b in zip(hv, vec)).numpy()
        vec = hv
    return eig


def full_hessian(net, x, y):
    with tf.GradientTape(persistent=True) as t2:
        with tf.GradientTape() as t1:
            loss = nll(net, x, y)
        g = t1.gradient(loss, net.w)
    h = t2.jacobian(g, net.w)
    n = int(tf.size(net.w))
    return tf.reshape(h, (n, n))


net = Net()
x = tf.random.normal((20, 4))
y = tf.cast(x[:, 0] > 0, tf.int32)
print(power_iteration(net, x, y), tf.linalg.trace(full_hessian(net, x, y)).numpy())
