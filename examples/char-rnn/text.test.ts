import { expect, it } from "vitest";
import { encode, windowsOf } from "./text.ts";
import { theRaven } from "./the-raven.ts";

it("numbers the letters of the alphabet in its order", () => {
  const { alphabet, codes } = encode("abba c");
  expect(alphabet).toEqual([" ", "a", "b", "c"]);
  expect([...codes]).toEqual([1, 2, 2, 1, 0, 3]);
});

it("cuts windows, and the same windows one letter on", () => {
  const { count, x, y } = windowsOf(encode("abcdefgh"), 3, 2);
  expect(count).toBe(3); // from a, c and e: the one from e has h for its last answer
  expect([...x]).toEqual([0, 1, 2, 2, 3, 4, 4, 5, 6]);
  expect([...y]).toEqual([1, 2, 3, 3, 4, 5, 5, 6, 7]);
});

it("gives back the poem that it is made of", () => {
  const { alphabet, codes } = encode(theRaven);
  expect(Array.from(codes, (code) => alphabet[code]).join("")).toBe(theRaven);
  expect(theRaven.match(/[Nn]evermore/g)).toHaveLength(11);
});
