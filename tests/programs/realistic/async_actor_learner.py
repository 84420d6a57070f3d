# outcome: flows
import asyncio

import tensorflow as tf

w = tf.Variable([0.0, 0.0])


async def actor(queue, n, seed):
    for i in range(n):
        x = tf.random.stateless_normal([4, 2], [seed, i])
        await queue.put((x, tf.reduce_sum(x, 1)))
        await asyncio.sleep(0)
    await queue.put(None)


async def learner(queue, actors):
    done, losses = 0, []
    while done < actors:
        item = await queue.get()
        if item is None:
            done += 1
            continue
        x, y = item
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((tf.linalg.matvec(x, w) - y) ** 2)
        w.assign_sub(0.1 * tape.gradient(loss, w))
        losses.append(float(loss))
    return losses


async def main():
    queue = asyncio.Queue()
    *_, losses = await asyncio.gather(actor(queue, 3, 1), actor(queue, 3, 2), learner(queue, 2))
    return losses


print(asyncio.run(main()))
