# outcome: none raises ValueError
from tensorflow import keras
import tensorflow as tf

student = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
teacher = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
optimizer = keras.optimizers.Adam()
x = tf.random.normal((6, 4))

student_logits = student(x)  # error: [outside-tape]
soft_targets = tf.nn.softmax(teacher(x) / 2.0)
print("before:", keras.losses.categorical_crossentropy(soft_targets, student_logits).shape)

with tf.GradientTape() as tape:
    logits = student(x, training=True)
    distillation = keras.losses.KLDivergence()(soft_targets, tf.nn.softmax(student_logits / 2.0))
    loss = distillation
grads = tape.gradient(loss, student.trainable_variables)
optimizer.apply_gradients(zip(grads, student.trainable_variables))
