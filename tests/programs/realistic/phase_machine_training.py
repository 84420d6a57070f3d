# outcome: flows
import tensorflow as tf

encoder = tf.Variable(tf.random.normal([4, 2]) * 0.3)
decoder = tf.Variable(tf.random.normal([2, 4]) * 0.3)
classifier = tf.Variable(tf.random.normal([2, 1]) * 0.3)
x = tf.random.normal([12, 4])
y = tf.cast(x[:, :1] > 0, tf.float32)
phase, log = "pretrain", []

while phase != "done":
    with tf.GradientTape() as tape:
        code = tf.tanh(x @ encoder)
        if phase == "pretrain":
            loss, params = tf.reduce_mean((code @ decoder - x) ** 2), [encoder, decoder]
        elif phase == "probe":
            logits = tf.stop_gradient(code) @ classifier
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, logits))
            params = [classifier]
        else:
            logits = code @ classifier
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, logits))
            params = [encoder, classifier]
    for p, g in zip(params, tape.gradient(loss, params)):
        p.assign_sub(0.1 * g)
    log.append((phase, float(loss)))
    phase = {"pretrain": "probe", "probe": "finetune", "finetune": "done"}[phase]
print(log)
