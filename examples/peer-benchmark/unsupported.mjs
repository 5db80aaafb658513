/** Thrown by a peer for work that it cannot do; the message is the reason that is printed. */
export class Unsupported extends Error {}
