import { render } from "preact";
import { App } from "./app.tsx";

render(<App />, document.querySelector("main")!);
// What has been loaded once works without a network.
if (location.protocol !== "file:") navigator.serviceWorker?.register("offline.js").catch(() => {});
