def freeze(net):
    """Keep every layer as it is, and those inside of it."""
    for layer in net.layers:
        if hasattr(layer, "layers"):
            freeze(layer)
        layer.trainable = False
