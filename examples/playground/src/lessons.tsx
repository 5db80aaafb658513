import { LESSONS } from "./lessons.ts";
import { type Setup, toHash } from "./state.ts";

/** Links to setups that show something, and what the one at hand shows. */
export function Lessons({ setup }: { setup: Setup }) {
  const here = toHash(uncured(setup));
  const current = LESSONS.find((lesson) => toHash(lesson.setup) === here);
  return (
    <nav class="lessons" aria-label="Lessons">
      <ul>
        {LESSONS.map((lesson) => (
          <li key={lesson.title}>
            <a
              href={`#${toHash(lesson.setup)}`}
              aria-current={lesson === current ? "page" : undefined}
            >
              {lesson.title}
            </a>
          </li>
        ))}
      </ul>
      <p>
        {current?.text ??
          "A setup of your own. Its address can be shared: it gives the same curves everywhere."}
      </p>
    </nav>
  );
}

function uncured(setup: Setup): Setup {
  return { ...setup, nets: setup.nets.map((net) => ({ ...net, cures: [] })) };
}
