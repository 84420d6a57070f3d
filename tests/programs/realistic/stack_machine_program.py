# outcome: flows
import tensorflow as tf

PROGRAM = "load w; load x; mul; sin; load b; add; square"
memory = {"w": tf.Variable(0.7), "b": tf.Variable(-0.2), "x": tf.constant([1.0, 2.0, 3.0])}
UNARY = {"sin": tf.sin, "square": tf.square}
BINARY = {"mul": lambda a, b: a * b, "add": lambda a, b: a + b}


def run(program):
    stack, pc = [], 0
    code = [line.strip() for line in program.split(";")]
    while pc < len(code):
        op, *args = code[pc].split()
        if op == "load":
            stack.append(memory[args[0]])
        elif op in UNARY:
            stack.append(UNARY[op](stack.pop()))
        else:
            b, a = stack.pop(), stack.pop()
            stack.append(BINARY[op](a, b))
        pc += 1
    return stack.pop()


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(run(PROGRAM))
print([g.numpy() for g in tape.gradient(loss, [memory["w"], memory["b"]])])
