from keras import Sequential, layers


def stack(hidden, out):
    return Sequential([layers.Dense(hidden, activation="relu"), layers.Dense(out)])
