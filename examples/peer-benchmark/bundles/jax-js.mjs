import { init, jit, nn, numpy as np, random, tree, valueAndGrad } from "@jax-js/jax";

export async function train(batches) {
  await init("wasm");
  const he = (inputs, units, key) =>
    random.normal(random.key(key), [inputs, units]).mul(Math.sqrt(2 / inputs));
  let p = [he(784, 128, 1), np.zeros([128]), he(128, 10, 2), np.zeros([10])];
  const forward = ([w1, b1, w2, b2], x) => np.matmul(nn.relu(np.matmul(x, w1).add(b1)), w2).add(b2);
  const step = jit((p, x, y) => {
    const lossOf = (p, x, y) =>
      np.sum(nn.logSoftmax(forward(p, x)).mul(nn.oneHot(y, 10))).mul(-1 / 32);
    const [loss, g] = valueAndGrad(lossOf)(tree.ref(p), x, y);
    return [p.map((w, i) => w.sub(g[i].mul(0.01))), loss];
  });
  for (const [x, y] of batches) [p] = step(p, np.array(x), np.array(y));
  return (x) => forward(tree.ref(p), np.array(x)).js();
}
