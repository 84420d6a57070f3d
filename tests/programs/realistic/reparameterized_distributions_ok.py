# outcome: flows
import tensorflow as tf

loc, log_scale = tf.Variable([0.5, -0.5]), tf.Variable([0.0, 0.0])
log_rate = tf.Variable(0.3)
logits = tf.Variable([0.1, 0.2, 0.3])
rewards = tf.constant([1.0, 0.0, 2.0])


def elbo(n=16):
    scale = tf.exp(log_scale)
    z = tf.random.normal((n, 2), mean=loc, stddev=scale)
    log_q = -0.5 * ((z - loc) / scale) ** 2 - log_scale
    log_p = -0.5 * z**2 - tf.abs(z[:, :1] - 1.0)
    return tf.reduce_mean(tf.reduce_sum(log_p - log_q, axis=1))


def gamma_term(n=16):
    draws = tf.random.gamma((n,), alpha=tf.exp(log_rate))
    return tf.reduce_mean(tf.math.log1p(draws))


def score_function_term(n=16):
    picks = tf.random.categorical(logits[None], n)[0]
    log_p = tf.gather(tf.nn.log_softmax(logits), picks)
    reward = tf.stop_gradient(tf.gather(rewards, picks) - tf.reduce_mean(rewards))
    return tf.reduce_mean(log_p * reward)


params = [loc, log_scale, log_rate, logits]
opt = tf.keras.optimizers.Adam(0.05)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = -(elbo() + gamma_term() + score_function_term())
    opt.apply_gradients(zip(tape.gradient(loss, params), params))
print([p.numpy() for p in params])
