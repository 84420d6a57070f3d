# outcome: raises ValueError
import tensorflow as tf

ranker = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(1)])
rmsprop = tf.keras.optimizers.RMSprop(lr=0.002, rho=0.95, decay=1e-5)  # error: [removed-member]
ranker.compile(rmsprop, "mae")
ranker.fit(tf.ones((4, 3)), tf.ones((4, 1)), verbose=0)
