# outcome: flows
import tensorflow as tf

params = {
    "encoder": [{"w": tf.Variable(tf.eye(3)), "b": tf.Variable(tf.zeros([3]))} for _ in range(2)],
    "decoder": {"out": (tf.Variable(tf.ones([3, 1])), [tf.Variable([0.1])])},
}


def flatten(tree):
    stack, out = [tree], []
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            stack.extend(node[k] for k in sorted(node, reverse=True))
        elif isinstance(node, (list, tuple)):
            stack.extend(reversed(node))
        else:
            out.append(node)
    return out


def forward(x):
    for layer in params["encoder"]:
        x = tf.nn.elu(x @ layer["w"] + layer["b"])
    w, (b,) = params["decoder"]["out"]
    return x @ w + b


leaves = flatten(params)
with tf.GradientTape() as tape:
    total = tf.reduce_sum(forward(tf.ones([2, 3])))
    decay = sum(tf.nn.l2_loss(v) for v in flatten(params))
    loss = total + 1e-3 * decay
print(len(leaves), all(g is not None for g in tape.gradient(loss, leaves)))
with tf.GradientTape() as tape:
    decay = tf.add_n([tf.nn.l2_loss(v) for v in flatten(params)])
print([g.shape for g in tape.gradient(decay, params["decoder"]["out"][1])])
