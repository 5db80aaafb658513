import { expect, it } from "vitest";
import { bytesOfText } from "./wasm-text.ts";

it("reads one character for the bytes from fd over ff and 0 to 84", () => {
  expect([...bytesOfText("#$%&'")]).toEqual([0xfd, 0xfe, 0xff, 0, 1]);
  // Digits 56 and 57, on both sides of the backslash, and the last short one, 87.
  expect([...bytesOfText("[]{")]).toEqual([53, 54, 84]);
});

it("reads two characters for the others", () => {
  // 85 is the pair (88, 0), 168 the pair (88, 83), 169 the pair (89, 0), 252 the pair (89, 83).
  expect([...bytesOfText("|#|w}#}w")]).toEqual([85, 168, 169, 252]);
});
