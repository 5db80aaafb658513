import type { Ref } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Seen, Session } from "./session.ts";

/** Draws what is seen. */
export type Draw = (seen: Seen) => void;

/**
 * Draws on an element in every frame that has something new. `begin` is called once, and again when the page
 * turns light or dark.
 */
export function useDrawing<E extends Element>(
  session: Session,
  begin: (element: E) => Draw,
): Ref<E> {
  const element = useRef<E>(null);
  useEffect(() => {
    const theme = matchMedia("(prefers-color-scheme: dark)");
    let draw: Draw;
    const onFrame = () => {
      if (session.seen) draw(session.seen);
    };
    const onTheme = () => {
      draw = begin(element.current!);
      onFrame();
    };
    onTheme();
    theme.addEventListener("change", onTheme);
    const stop = session.onFrame(onFrame);
    return () => {
      theme.removeEventListener("change", onTheme);
      stop();
    };
  }, []);
  return element;
}

/** A colour of the style sheet. */
export function colourOf(element: Element, name: string): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/** Red, green and blue of #rrggbb. */
export function channelsOf(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
