import { describe, expect, it } from "vitest";
import { PIXELS, SIDE } from "./data.ts";
import { answersOf, drawDigit, showDigits } from "./digits.ts";

/** An image with ink at these rows and columns. */
function imageOf(...ink: readonly (readonly [row: number, column: number])[]): Float32Array {
  const image = new Float32Array(PIXELS);
  for (const [row, column] of ink) image[row * SIDE + column] = 1;
  return image;
}

/** The corners of a box of 20 × 20 with its top left corner there. */
function corners(top: number, left: number): Float32Array {
  return imageOf([top, left], [top, left + 19], [top + 19, left], [top + 19, left + 19]);
}

const blank = " ".repeat(20);

describe("drawDigit", () => {
  it("draws two pixels with one character", () => {
    // Nine rows and three columns of ink: the box begins ⌈5.5⌉ rows above and ⌈8.5⌉ columns left.
    const image = imageOf([0, 10], [1, 10], [2, 11], [3, 12], [8, 12]);
    expect(drawDigit(image)).toEqual([
      blank,
      blank,
      blank,
      `${" ".repeat(9)}█${" ".repeat(10)}`,
      `${" ".repeat(10)}▀▄${" ".repeat(8)}`,
      blank,
      blank,
      `${" ".repeat(11)}▀${" ".repeat(8)}`,
      blank,
      blank,
    ]);
  });

  it("puts the box around the ink, wherever it is", () => {
    const frame = [`▀${" ".repeat(18)}▀`, ...new Array(8).fill(blank), `▄${" ".repeat(18)}▄`];
    for (const [top, left] of [
      [0, 0],
      [4, 4],
      [8, 8],
      [3, 6],
    ] as const) {
      expect(drawDigit(corners(top, left))).toEqual(frame);
    }
  });

  it("takes grey above a half for ink", () => {
    const grey = imageOf([10, 10], [10, 11]).map((value, i) =>
      i % 2 === 0 ? value * 0.5 : value * 0.51,
    );
    expect(drawDigit(grey).join("").trim()).toMatch(/^[▀▄]$/);
  });

  it("draws an empty image as paper", () => {
    expect(drawDigit(new Float32Array(PIXELS))).toEqual(new Array(10).fill(blank));
  });
});

describe("showDigits", () => {
  const count = 6;
  const images = new Float32Array(count * PIXELS);
  const digits = { count, images, labels: Uint8Array.of(0, 1, 2, 3, 4, 5) };
  for (let i = 0; i < count; i++) images.set(corners(4, 4), i * PIXELS);

  /** Answers 0 … 4 with 0.8, and for the last digit 9 with 0.9. */
  const probabilities = new Float32Array(10 * count);
  for (let i = 0; i < count; i++) probabilities[10 * i + i] = 0.8;
  probabilities[10 * 5 + 9] = 0.9;

  it("finds the most probable digit", () => {
    const answers = answersOf(digits, probabilities);
    expect(answers.map(({ digit }) => digit)).toEqual([0, 1, 2, 3, 4, 9]);
    expect(answers[5]).toEqual({ index: 5, label: 5, digit: 9, confidence: Math.fround(0.9) });
  });

  it("shows as many as fit, and the worst mistake last", () => {
    const text = showDigits(digits, answersOf(digits, probabilities), 80);
    const lines = text.split("\n");
    expect(lines).toHaveLength(11);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines[0]!.match(/▀ {18}▀/g)).toHaveLength(3); // 3 · 20 + 2 · 3 = 66 ≤ 80
    expect(lines[10]!.split(/ {3,}/)).toEqual(["0  80.0 %", "1  80.0 %", "9  90.0 %  but is 5"]);
  });

  it("shows one in a narrow terminal, and no mistake where there is none", () => {
    const answers = answersOf(digits, probabilities);
    expect(showDigits(digits, answers, 10).split("\n").at(-1)).toBe("0  80.0 %");
    const right = answers.slice(0, 3);
    expect(showDigits(digits, right, 80).split("\n").at(-1)).toMatch(/^0.* 1.* 2 {2}80.0 %$/);
  });
});
