# outcome: raises AttributeError
import keras
import tensorflow as tf
from keras import backend as K


def loss_of(y_true, y_pred):
    return keras.losses.mse(y_true, y_pred)  # error: [removed-member]


def pictures():
    return keras.preprocessing.image.ImageDataGenerator()  # error: [removed-member]


def slope_of(score, weights):
    return K.gradients(score, weights)  # error: [removed-member]


model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
x = tf.ones([2, 3])
for use in (lambda: loss_of(x, x), lambda: slope_of(x, [x]), pictures):
    try:
        use()
    except AttributeError:
        continue
    raise SystemExit("it is there")

print(K.epsilon(), K.floatx())
with tf.GradientTape() as tape:
    loss = K.mean(model(x))  # error: [removed-member]
print(tape.gradient(loss, model.trainable_variables))
