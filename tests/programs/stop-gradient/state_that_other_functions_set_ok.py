# outcome: flows
import tensorflow as tf

WARM = True
STATE = {"detached": True}
HOOKS = []
activate = tf.round


class Phase:
    pretrains = True

    @classmethod
    def end(cls):
        cls.pretrains = False


def begin():
    global WARM, activate
    WARM, activate = False, tf.tanh
    STATE["detached"] = False
    Phase.end()
    HOOKS.append(tf.nn.softplus)


def encode(encoder, images):
    codes = encoder(images)
    if WARM or STATE["detached"] or Phase.pretrains:
        codes = tf.stop_gradient(codes)
    for hook in HOOKS:
        codes = hook(codes)
    return activate(codes)


def step(encoder, images):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(encode(encoder, images) ** 2)
    return tape.gradient(loss, encoder.trainable_variables)


# used: begin()
# used: step(tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(2)]), tf.ones([4, 3]))
