import { UnitDots } from "./layers.tsx";
import type { DataName } from "./state.ts";

/** How to read the pictures of a net. */
export function Key({ data }: { data: DataName }) {
  return (
    <dl class="key" aria-label="How to read the pictures">
      {data === "digits" ? (
        <div>
          <dt>
            <i class="swatch" style={{ background: "var(--field-0)" }} />
          </dt>
          <dd>digits that the net reads wrongly</dd>
        </div>
      ) : (
        <div>
          <dt>
            <i class="ramp" />
          </dt>
          <dd>what the net answers, from one class over unsure to the other; dots are the data</dd>
        </div>
      )}
      <div>
        <dt>
          <svg class="bars" viewBox="0 0 30 20" aria-hidden="true">
            <path class="start" d="M-1 20C9 20 10 7 15 7S20 20 31 20" />
            <path d="M0 20v-3h5v3zM6 20v-9h5v9zM12 20v-18h5v18zM18 20v-10h5v10zM24 20v-2h5v2z" />
          </svg>
        </dt>
        <dd>
          how the outputs of a layer, and the gradients that reach it, are spread around 0, and how
          large they are; a line shows where they began. A healthy net looks alike from layer to
          layer
        </dd>
      </div>
      <div>
        <dt>
          <UnitDots units={["own", "twin", "dead"]} />
        </dt>
        <dd>
          units: one of its own, a twin that only copies another, a dead one that is 0 for all data
        </dd>
      </div>
    </dl>
  );
}
