# outcome: flows
import tensorflow as tf

inputs = {k: tf.Variable(v, dtype=tf.float64, name=k) for k, v in dict(spot=100, strike=105, rate=0.03, vol=0.2, expiry=1).items()}


def cdf(x):
    return 0.5 * (1 + tf.math.erf(x / tf.sqrt(tf.constant(2.0, tf.float64))))


def black_scholes(spot, strike, rate, vol, expiry):
    sd = vol * tf.sqrt(expiry)
    d1 = (tf.math.log(spot / strike) + (rate + vol**2 / 2) * expiry) / sd
    return spot * cdf(d1) - strike * tf.exp(-rate * expiry) * cdf(d1 - sd)


with tf.GradientTape() as second:
    with tf.GradientTape() as first:
        price = black_scholes(**inputs)
    greeks = first.gradient(price, inputs)
    delta = greeks["spot"]
gamma = second.gradient(delta, inputs["spot"])
print({k: float(g) for k, g in greeks.items()}, float(gamma))


def monte_carlo(spot, vol, n=64, smooth=0.5):
    z = tf.random.stateless_normal([n, 8], seed=(1, 2), dtype=tf.float64)
    dt = tf.constant(1 / 8, tf.float64)
    path = spot * tf.exp(tf.cumsum((0.03 - vol**2 / 2) * dt + vol * tf.sqrt(dt) * z, 1))
    alive = tf.sigmoid((130.0 - tf.reduce_max(path, 1)) / smooth)
    return tf.reduce_mean(alive * tf.nn.relu(path[:, -1] - 105.0))


with tf.GradientTape() as tape:
    barrier = monte_carlo(inputs["spot"], inputs["vol"])
print([float(g) for g in tape.gradient(barrier, [inputs["spot"], inputs["vol"]])])
