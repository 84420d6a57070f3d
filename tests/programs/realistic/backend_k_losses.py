# outcome: flows
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras.layers import Conv2D, Input
from tensorflow.keras.models import Model


def tversky(y_true, y_pred, alpha=0.7, smooth=1.0):
    t, p = K.flatten(y_true), K.flatten(y_pred)
    tp = K.sum(t * p)
    fn, fp = K.sum(t * (1 - p)), K.sum((1 - t) * p)
    return 1 - (tp + smooth) / (tp + alpha * fn + (1 - alpha) * fp + smooth)


def focal_tversky(y_true, y_pred):
    return K.pow(K.clip(tversky(y_true, y_pred), K.epsilon(), 1.0), 0.75)


def dice_coef(y_true, y_pred):
    hard = K.cast(K.greater(y_pred, 0.5), K.floatx())
    return 2 * K.sum(hard * y_true) / (K.sum(hard) + K.sum(y_true) + 1.0)


inp = Input((8, 8, 1))
model = Model(inp, Conv2D(1, 3, padding="same", activation="sigmoid")(inp))
model.compile(optimizer="adam", loss=focal_tversky, metrics=[dice_coef])
x = tf.random.uniform([4, 8, 8, 1])
model.fit(x, tf.round(x), verbose=0)
with tf.GradientTape() as tape:
    p = model(x)
    loss = K.mean(K.binary_crossentropy(tf.round(x), p)) + tversky(tf.round(x), p)
print([g.shape for g in tape.gradient(loss, model.trainable_variables)], float(dice_coef(tf.round(x), p)))
