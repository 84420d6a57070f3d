# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras

teacher = keras.Sequential([keras.layers.Dense(32, activation="relu"), keras.layers.Dense(4)])
student = keras.Sequential([keras.layers.Dense(4)])
opt = keras.optimizers.Adam()
x = tf.random.normal((24, 10))
T = 3.0


def distillation_loss(teacher_logits, student_logits):
    soft_targets = tf.nn.softmax(teacher_logits / T)
    frozen = tf.stop_gradient(student_logits)  # error: [stop-gradient]
    log_probs = tf.nn.log_softmax(frozen / T)
    return -tf.reduce_mean(tf.reduce_sum(soft_targets * log_probs, axis=-1)) * T**2


for _ in range(2):
    with tf.GradientTape() as tape:
        loss = distillation_loss(teacher(x, training=False), student(x, training=True))
    grads = tape.gradient(loss, student.trainable_variables)
    opt.apply_gradients(zip(grads, student.trainable_variables))
