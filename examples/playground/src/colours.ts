/** One for each net: told apart on light and on dark ground, and by those who do not see red and green. */
export const COLOURS = ["#d62f6e", "#2f8fd6", "#c98a00", "#1aa7a1"];
