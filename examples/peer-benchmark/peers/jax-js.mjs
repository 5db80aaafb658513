import {
  defaultDevice,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  random,
  tree,
  valueAndGrad,
} from "@jax-js/jax";
import { batchOf, matrix } from "../data.mjs";
import { Unsupported } from "../unsupported.mjs";
import { version } from "../version.mjs";

// Arrays are counted: an operation consumes its operands, `ref` keeps one.

export async function open() {
  await init("wasm");
  defaultDevice("wasm");
  return { version: version("@jax-js/jax"), tasks: { matmul: product, fill, step, predict } };
}

const array = (data, shape) => np.array(data).reshape(shape);

function product({ m, n, k, form }) {
  const a = form === "TN" ? array(matrix(k, m, 1), [k, m]) : array(matrix(m, k, 1), [m, k]);
  const b = form === "NT" ? array(matrix(n, k, 2), [n, k]) : array(matrix(k, n, 2), [k, n]);
  const multiply = jit((x, y) =>
    np.matmul(form === "TN" ? x.transpose() : x, form === "NT" ? y.transpose() : y),
  );
  let out;
  // Nothing is computed until it is read.
  return {
    run: () => {
      out = multiply(a.ref, b.ref).dataSync();
    },
    value: () => out[m * n - 1],
  };
}

function fill({ law, count }) {
  const key = random.key(1);
  const draws = {
    uniform: (key) => random.uniform(key, [count], { minval: -1, maxval: 1 }),
    normal: (key) => random.normal(key, [count]),
  };
  if (!(law in draws)) throw new Unsupported(`no ${law}`);
  const draw = jit(draws[law]);
  let out;
  return {
    run: () => {
      out = draw(key.ref).dataSync();
    },
    value: () => out,
  };
}

/** Initial parameters, and the function of parameters and input. */
function netOf({ input, layers }) {
  let shape = input;
  let key = 0;
  const weights = (dimensions, fanIn) =>
    random.normal(random.key(++key), dimensions).mul(Math.sqrt(2 / fanIn));
  const parameters = [];
  const functions = layers.map(({ type, units, filters, kernelSize, poolSize, activation }) => {
    const f = { relu: nn.relu, tanh: np.tanh, undefined: (z) => z }[activation];
    const at = parameters.length;
    switch (type) {
      case "dense": {
        const [inputs] = shape;
        parameters.push(weights([inputs, units], inputs), np.zeros([units]));
        shape = [units];
        return (p, x) => f(np.matmul(x, p[at].ref).add(p[at + 1].ref));
      }
      case "conv2d": {
        const [height, width, channels] = shape;
        const size = [filters, channels, kernelSize, kernelSize];
        parameters.push(weights(size, kernelSize ** 2 * channels), np.zeros([filters, 1, 1]));
        shape = [height - kernelSize + 1, width - kernelSize + 1, filters];
        return (p, x) => f(lax.conv(x, p[at].ref, [1, 1], "VALID").add(p[at + 1].ref));
      }
      case "maxPooling2d": {
        const [height, width, channels] = shape;
        shape = [Math.floor(height / poolSize), Math.floor(width / poolSize), channels];
        const window = [poolSize, poolSize];
        return (_, x) => lax.reduceWindow(x, (patch) => np.max(patch), window, window);
      }
      case "flatten": {
        shape = [shape.reduce((product, extent) => product * extent, 1)];
        const [size] = shape;
        return (_, x) => x.reshape([-1, size]);
      }
      default:
        throw new Unsupported(`no ${type}`);
    }
  });
  return { parameters, apply: (p, x) => functions.reduce((y, f) => f(p, y), x) };
}

/** Everything in one `jit`: loss, gradients, update. */
function step(net) {
  const { input, batch, optimizer, loss } = net;
  const { parameters, apply } = netOf(net);
  const data = batchOf(net);
  const [height, width, channels] = input;
  // Channels first, as lax.conv wants them; there is one.
  const x = array(
    data.x,
    input.length === 3 ? [batch, channels, height, width] : [batch, ...input],
  );
  const y =
    loss === "classes"
      ? nn.oneHot(np.array(data.y).astype(np.int32), 10)
      : array(data.y, [batch, -1]);
  const lossOf = {
    binary: (z, t) => np.mean(nn.softplus(z.ref).sub(z.mul(t))),
    classes: (z, t) => np.sum(nn.logSoftmax(z).mul(t)).mul(-1 / batch),
  }[loss];
  const gradientOf = valueAndGrad((p, x, t) => lossOf(apply(p, x), t));
  const sgd = jit((p, x, t) => {
    const [value, g] = gradientOf(tree.ref(p), x, t);
    return [p.map((w, i) => w.sub(g[i].mul(0.01))), value];
  });
  // m, v, and the powers of both β as arrays, so that nothing is traced twice.
  const adam = jit((p, m, v, powers, x, t) => {
    const [value, g] = gradientOf(tree.ref(p), x, t);
    const [b1, b2] = powers;
    const [next1, next2] = [b1.mul(0.9), b2.mul(0.999)];
    const rate = np.sqrt(next2.ref.mul(-1).add(1)).div(next1.ref.mul(-1).add(1)).mul(0.001);
    const m1 = m.map((mi, i) => mi.mul(0.9).add(g[i].ref.mul(0.1)));
    const v1 = v.map((vi, i) => vi.mul(0.999).add(g[i].ref.mul(g[i]).mul(0.001)));
    const p1 = p.map((w, i) => w.sub(m1[i].ref.mul(rate.ref).div(np.sqrt(v1[i].ref).add(1e-7))));
    rate.dispose();
    return [p1, m1, v1, [next1, next2], value];
  });

  let p = parameters;
  let moments = [0, 1].map(() => p.map((w) => np.zeros(w.shape)));
  let powers = [np.array(1), np.array(1)];
  const run = () => {
    let value;
    if (optimizer === "sgd") {
      [p, value] = sgd(p, x.ref, y.ref);
    } else {
      let m, v;
      [p, m, v, powers, value] = adam(p, ...moments, powers, x.ref, y.ref);
      moments = [m, v];
    }
    return value.dataSync()[0];
  };
  return { run };
}

function predict(net) {
  const { parameters, apply } = netOf(net);
  const forward = jit(apply);
  const x = array(batchOf(net).x, [1, ...net.input]);
  let y;
  return {
    run: () => {
      [y] = forward(tree.ref(parameters), x.ref).dataSync();
    },
    value: () => y,
  };
}
