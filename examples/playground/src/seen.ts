import { useEffect, useState } from "preact/hooks";
import type { Seen, Session } from "./session.ts";

/** A part of what is seen, in every frame anew. `select` may read what does not change for the component. */
export function useSeen<T>(session: Session, select: (seen: Seen) => T): T | undefined {
  const [value, setValue] = useState<T>();
  useEffect(
    () =>
      session.onFrame(() => {
        if (session.seen) setValue(() => select(session.seen!));
      }),
    [session],
  );
  return value;
}
