import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Controls } from "./controls.tsx";
import { LossChart } from "./loss-chart.tsx";
import { NetColumn } from "./net-column.tsx";
import { Session } from "./session.ts";
import { fromHash, INITIALIZERS, MOST, type NetSetup, type Setup, toHash } from "./state.ts";

/** The whole page. */
export function App() {
  const [setup, setSetup] = useState<Setup>(() => fromHash(location.hash));
  const [running, setRunning] = useState(false);
  const [speed, setSpeed] = useState(120);
  const [error, setError] = useState("");
  const [looks, setLooks] = useState(0);
  /** Called at every frame with what is new, past the components: they draw at their own pace. */
  const drawings = useRef(new Set<() => void>());
  const session = useMemo(
    () =>
      new Session(
        (hasLayers) => {
          for (const draw of drawings.current) draw();
          if (hasLayers) setLooks((looks) => looks + 1);
        },
        (message) => {
          setError(message);
          setRunning(false);
        },
      ),
    [],
  );

  useEffect(() => {
    history.replaceState(null, "", `#${toHash(setup)}`);
    setError("");
    session
      .begin(setup)
      .then(() => running && session.run(speed))
      .catch(({ message }) => setError(message));
  }, [setup]);

  useEffect(() => {
    const read = () => setSetup(fromHash(location.hash));
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);

  const run = (wanted: boolean, at = speed) => {
    setRunning(wanted);
    setSpeed(at);
    if (wanted) session.run(at);
    else session.pause();
  };
  const changeNet = (index: number, net: NetSetup | undefined) =>
    setSetup({
      ...setup,
      nets: setup.nets.flatMap((own, i) => (i === index ? (net ? [net] : []) : [own])),
    });
  const addNet = () => {
    const taken = setup.nets.map((net) => net.initializer);
    const initializer = INITIALIZERS.findLast((name) => !taken.includes(name))!;
    setSetup({ ...setup, nets: [...setup.nets, { initializer, cures: [] }] });
  };

  return (
    <>
      <Controls
        setup={setup}
        running={running}
        speed={speed}
        step={session.step}
        drawings={drawings.current}
        readStep={() => session.step}
        onChange={setSetup}
        onRun={run}
        onStep={() => session.stepOnce()}
        onReset={() => setSetup({ ...setup })}
      />
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <LossChart session={session} setup={setup} drawings={drawings.current} looks={looks} />
      <div class="nets">
        {setup.nets.map((net, i) => (
          <NetColumn
            key={`${i} ${net.initializer} ${net.cures}`}
            index={i}
            net={net}
            setup={setup}
            session={session}
            drawings={drawings.current}
            looks={looks}
            onChange={(changed) => changeNet(i, changed)}
          />
        ))}
        {setup.nets.length < MOST.nets && (
          <button type="button" class="add" onClick={addNet}>
            Add a net
          </button>
        )}
      </div>
    </>
  );
}
