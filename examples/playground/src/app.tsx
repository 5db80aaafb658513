import { useEffect, useMemo, useState } from "preact/hooks";
import { Controls } from "./controls.tsx";
import { Key } from "./key.tsx";
import { Lessons } from "./lessons.tsx";
import { LossChart } from "./loss-chart.tsx";
import { NetColumn } from "./net-column.tsx";
import { Session } from "./session.ts";
import {
  fromHash,
  INITIALIZERS,
  keysOf,
  MOST,
  type NetSetup,
  netsOf,
  type Setup,
  toHash,
} from "./state.ts";
import { Transport } from "./transport.tsx";

/** The whole page. */
export function App() {
  const [{ setup, notes }, setAddress] = useState(() => fromHash(location.hash));
  const [running, setRunning] = useState(false);
  const [speed, setSpeed] = useState(120);
  const [error, setError] = useState("");
  const session = useMemo(
    () =>
      new Session((message) => {
        setError(message);
        setRunning(false);
      }),
    [],
  );
  const setSetup = (setup: Setup) => setAddress({ setup, notes: [] });

  useEffect(() => {
    history.replaceState(null, "", `#${toHash(setup)}`);
    setError("");
    session.begin(setup).catch(({ message }) => setError(message));
  }, [setup]);

  useEffect(() => {
    if (running) session.run(speed);
    else session.pause();
  }, [running, speed]);

  useEffect(() => {
    const read = () => setAddress(fromHash(location.hash));
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);

  const changeNet = (index: number, net: NetSetup | undefined) =>
    setSetup({
      ...setup,
      nets: setup.nets.flatMap((own, i) => (i === index ? (net ? [net] : []) : [own])),
    });
  const addNet = () => {
    const taken = new Set(setup.nets.map((net) => net.initializer));
    const initializer = keysOf(INITIALIZERS).findLast((name) => !taken.has(name))!;
    setSetup({ ...setup, nets: [...setup.nets, ...netsOf(initializer)] });
  };

  return (
    <>
      <Lessons setup={setup} />
      {notes.length > 0 && (
        <p class="note" role="status">
          Not everything in the address could be understood: {notes.join("; ")}. The rest is as by
          default.
        </p>
      )}
      {error && (
        <p class="note bad" role="alert">
          {error}
        </p>
      )}
      <div class="side">
        <Transport
          session={session}
          running={running}
          onRun={setRunning}
          onReset={() => setSetup({ ...setup })}
        />
        <Controls setup={setup} speed={speed} onChange={setSetup} onSpeed={setSpeed} />
      </div>
      <div class="stage">
        <LossChart session={session} setup={setup} />
        <Key data={setup.data} />
        <div class="nets">
          {setup.nets.map((net, i) => (
            <NetColumn
              key={i}
              index={i}
              net={net}
              setup={setup}
              session={session}
              onChange={(changed) => changeNet(i, changed)}
            />
          ))}
        </div>
        {setup.nets.length < MOST.nets && (
          <button type="button" class="quiet" onClick={addNet}>
            + Add a net
          </button>
        )}
      </div>
    </>
  );
}
