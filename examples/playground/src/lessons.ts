import { DEFAULT, netsOf, type Setup } from "./state.ts";

/** Something to see, ready to be watched. */
export interface Lesson {
  readonly title: string;
  /** What to look at, and why it happens. */
  readonly text: string;
  readonly setup: Setup;
}

export const LESSONS: readonly Lesson[] = [
  {
    title: "Four starts",
    text: "Only the first weights differ. Zeros never leave the line of guessing. Too large starts confidently wrong, and spends its steps on unlearning. Glorot's law was made for tanh: behind relu the power of its signal halves in every layer, so it starts late. He's law makes up for that.",
    setup: DEFAULT,
  },
  {
    title: "Zeros and constants",
    text: "Units that begin alike get the same gradient, so they stay alike: rings are twins. A layer of twins is worth one unit. Zeros do not move at all; a constant learns what one unit can. Let the doctor draw the weights at random.",
    setup: {
      ...DEFAULT,
      data: "circles",
      layers: [8, 8],
      activation: "tanh",
      nets: netsOf("zeros", "constant", "glorotUniform"),
    },
  },
  {
    title: "Too small",
    text: "With small weights each layer passes on a fraction of what it gets. The histograms shrink to a needle at 0, layer by layer, and the gradients fade on their way back. The curve lies flat, as if the net were zeros.",
    setup: { ...DEFAULT, data: "xor", nets: netsOf("tooSmall", "fanInUniform", "heNormal") },
  },
  {
    title: "Too large",
    text: "Six layers of relu multiply the signal by four each. The first loss is far above that of guessing, the first gradients throw the weights away, and the numbers overflow. The remedy draws them at the right scale.",
    setup: {
      ...DEFAULT,
      layers: [32, 32, 32, 32, 32, 32],
      nets: netsOf("tooLarge", "heNormal"),
    },
  },
  {
    title: "He or Glorot",
    text: "Eight layers of relu. A relu drops half of the signal's power: He's law has twice Glorot's variance to restore it, PyTorch's default a third of Glorot's. The factor is raised to the power of the depth; look at the outputs of the last layers.",
    setup: {
      ...DEFAULT,
      data: "xor",
      layers: [16, 16, 16, 16, 16, 16, 16, 16],
      nets: netsOf("fanInUniform", "glorotUniform", "heUniform"),
    },
  },
  {
    title: "Saturated",
    text: "Large weights drive tanh to ±1, where its slope is 0: outputs pile up at both ends of the histogram. Units learn only between the ends, by gradients that large weights blow up on their way back. The answers are jagged from the start, and the loss jumps.",
    setup: {
      ...DEFAULT,
      layers: [32, 32, 32, 32, 32, 32],
      activation: "tanh",
      nets: netsOf("tooLarge", "lecunNormal", "orthogonal"),
    },
  },
  {
    title: "Deep sigmoid",
    text: "A sigmoid has a slope of ¼ at most and is never centred at 0: four of them pass on next to nothing, whatever the initializer. The doctor's remedy is another activation. Apply it to one net and compare.",
    setup: {
      ...DEFAULT,
      data: "circles",
      activation: "sigmoid",
      learningRate: 0.3,
      nets: netsOf("glorotUniform", "heNormal", "orthogonal"),
    },
  },
  {
    title: "Digits",
    text: "300 handwritten digits of MNIST, 196 pixels each. The same faults, with more at stake: orange digits are read wrongly.",
    setup: {
      ...DEFAULT,
      data: "digits",
      layers: [32, 32, 32],
      nets: netsOf("zeros", "tooLarge", "tooSmall", "heNormal"),
    },
  },
];
