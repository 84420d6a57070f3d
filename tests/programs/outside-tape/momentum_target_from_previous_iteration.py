# outcome: part
"""The smoothing factor is updated at the end of the loop and read in the next pass's tape."""
import tensorflow as tf

beta_raw = tf.Variable(0.0)
theta = tf.Variable([1.0, 2.0])
smooth = tf.zeros(2)
beta = tf.constant(0.5)
for step in range(3):
    with tf.GradientTape() as tape:
        smooth_now = beta * smooth + (1.0 - beta) * theta
        loss = tf.reduce_sum(smooth_now ** 2)
    g_theta, g_beta = tape.gradient(loss, [theta, beta_raw])
    theta.assign_sub(0.1 * g_theta)
    if g_beta is not None:
        beta_raw.assign_sub(0.1 * g_beta)
    smooth = tf.stop_gradient(smooth_now)
    beta = tf.sigmoid(beta_raw)  # warning: [outside-tape]
