# outcome: flows
import tensorflow as tf

S, V = 3, 5
logits_T = tf.Variable(tf.random.normal([S, S]))
logits_E = tf.Variable(tf.random.normal([S, V]))
logits_0 = tf.Variable(tf.zeros([S]))
obs = tf.random.uniform([4, 7], 0, V, tf.int32)


def log_likelihood(seq):
    T, E = tf.nn.log_softmax(logits_T), tf.nn.log_softmax(logits_E)
    alpha = tf.nn.log_softmax(logits_0) + E[:, seq[0]]
    for o in seq[1:]:
        alpha = tf.reduce_logsumexp(alpha[:, None] + T, 0) + E[:, o]
    return tf.reduce_logsumexp(alpha)


def viterbi(seq):
    T, E = tf.nn.log_softmax(logits_T).numpy(), tf.nn.log_softmax(logits_E).numpy()
    score, back = tf.nn.log_softmax(logits_0).numpy() + E[:, seq[0]], []
    for o in seq[1:]:
        step = score[:, None] + T
        back.append(step.argmax(0))
        score = step.max(0) + E[:, o]
    path = [int(score.argmax())]
    for b in back[::-1]:
        path.append(int(b[path[-1]]))
    return path[::-1]


params = [logits_T, logits_E, logits_0]
opt = tf.keras.optimizers.Adam(0.05)
for _ in range(2):
    with tf.GradientTape() as tape:
        nll = -tf.add_n([log_likelihood(s) for s in tf.unstack(obs)])
    opt.apply_gradients(zip(tape.gradient(nll, params), params))
print(nll.numpy(), viterbi(obs[0].numpy()))
