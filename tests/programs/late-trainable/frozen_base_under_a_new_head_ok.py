# outcome: flows
import tensorflow as tf

names = sorted(["cats", "dogs"])
base = tf.keras.applications.MobileNetV2(input_shape=(32, 32, 3), include_top=False, weights=None)
base.trainable = False
model = tf.keras.Sequential(
    [base, tf.keras.layers.GlobalAveragePooling2D(), tf.keras.layers.Dense(len(names))]
)
model.compile(optimizer=tf.keras.optimizers.Adam(), loss="mse")
model.fit(tf.ones((2, 32, 32, 3)), tf.ones((2, 2)), verbose=0)
assert len(model.trainable_variables) == 2
