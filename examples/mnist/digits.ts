import { CLASSES, type Digits, PIXELS, SIDE } from "./data.ts";

/** Digits are scaled to fit into a box of this side. */
const BOX = 20;

/** Two pixels, one above the other, in one character. */
const BLOCKS = [" ", "▀", "▄", "█"];

const GAP = "   ";

/** A digit as 10 lines of 20 characters: the box around its ink, a pixel being ink above ½. */
export function drawDigit(image: Float32Array): string[] {
  const isInk = (row: number, column: number): boolean =>
    column >= 0 && column < SIDE && (image[row * SIDE + column] ?? 0) > 0.5;
  const pixels = Array.from(image.keys()).filter((pixel) => image[pixel]! > 0.5);
  const top = startOfBox(pixels.map((pixel) => Math.floor(pixel / SIDE)));
  const left = startOfBox(pixels.map((pixel) => pixel % SIDE));
  return Array.from({ length: BOX / 2 }, (_, line) => {
    const row = top + 2 * line;
    return Array.from({ length: BOX }, (_, character) => {
      const column = left + character;
      return BLOCKS[Number(isInk(row, column)) + 2 * Number(isInk(row + 1, column))];
    }).join("");
  });
}

/** Where a box begins that has these coordinates in its middle. */
function startOfBox(coordinates: readonly number[]): number {
  const [least, most] = [Math.min(...coordinates, SIDE), Math.max(...coordinates, 0)];
  return Math.floor((least + most + 1 - BOX) / 2);
}

/** What the net says of one digit. */
export interface Answer {
  readonly index: number;
  readonly label: number;
  readonly digit: number;
  /** Probability of `digit`, in [0, 1]. */
  readonly confidence: number;
}

/** The most probable digit of each image; `probabilities` is [count, 10], row by row. */
export function answersOf({ labels }: Digits, probabilities: Float32Array): Answer[] {
  return Array.from(labels, (label, index) => {
    const row = probabilities.subarray(index * CLASSES, (index + 1) * CLASSES);
    const confidence = Math.max(...row);
    return { index, label, digit: row.indexOf(confidence), confidence };
  });
}

/**
 * As many digits as fit into the columns, side by side, each with its answer: the first ones, and
 * last the mistake that the net is surest of, if it makes any.
 */
export function showDigits(digits: Digits, answers: readonly Answer[], columns: number): string {
  const places = Math.max(1, Math.floor((columns + GAP.length) / (BOX + GAP.length)));
  const mistakes = answers.filter(({ digit, label }) => digit !== label);
  const worst = mistakes.sort((a, b) => b.confidence - a.confidence)[0];
  const shown = answers.slice(0, places);
  if (worst && places > 1 && !shown.includes(worst)) shown[shown.length - 1] = worst;
  const pictures = shown.map(({ index }) =>
    drawDigit(digits.images.subarray(index * PIXELS, (index + 1) * PIXELS)),
  );
  const captions = shown.map((answer) => caption(answer).padEnd(BOX));
  const lines = pictures[0]?.map((_, line) => pictures.map((picture) => picture[line]!)) ?? [];
  return [...lines, captions].map((cells) => cells.join(GAP).trimEnd()).join("\n");
}

/** `7  99.9 %`, and for a mistake `6  87.2 %  but is 5`. */
function caption({ digit, label, confidence }: Answer): string {
  const truth = digit === label ? "" : `  but is ${label}`;
  return `${digit}  ${(100 * confidence).toFixed(1)} %${truth}`;
}
