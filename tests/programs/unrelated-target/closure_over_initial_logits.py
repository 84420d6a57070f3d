# outcome: none raises ValueError
import tensorflow as tf
from functools import partial

student = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(3)])
teacher = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(3)])
teacher.trainable = False
kl = tf.keras.losses.KLDivergence()


def distill(x, student_fn, teacher_fn, T):
    p = tf.nn.softmax(teacher_fn(x) / T)
    q = tf.nn.softmax(student_fn(x) / T)
    return T * T * kl(p, q)


# both sides are the teacher
objective = partial(distill, student_fn=teacher, teacher_fn=teacher, T=3.0)

opt = tf.keras.optimizers.Adam()
x = tf.random.normal((7, 4))
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = objective(x)  # or: [unrelated-target]
    grads = tape.gradient(loss, student.trainable_variables)  # error: [foreign-sources]
    opt.apply_gradients(zip(grads, student.trainable_variables))
