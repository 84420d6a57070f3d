# outcome: flows
import tensorflow as tf

n_in, n_out = 5, 2
inputs = tf.random.normal([32, n_in], seed=2)
labels = tf.cast(inputs[:, :n_out] > 0, tf.float32)


def init_params():
    W = tf.Variable(tf.random.truncated_normal([n_in, n_out], stddev=0.1))
    b = tf.Variable(tf.zeros([n_out]))
    return [W, b]


def train(num_steps, lr=0.2):
    params = init_params()
    for step in range(num_steps):
        with tf.GradientTape() as tape:
            logits = tf.matmul(inputs, params[0]) + params[1]
            loss = tf.reduce_mean(
                tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)
            )
        for p, g in zip(params, tape.gradient(loss, params)):
            p.assign_sub(lr * g)
        print(step, loss.numpy())
    return params


ensemble = [train(3) for _ in range(2)]
print(len(ensemble))
