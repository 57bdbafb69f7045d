import type {
  ConsoleActionName,
  ConsoleActionResult,
  ConsoleActions,
  ConsoleState,
  ConsoleUpdate,
} from "../consoleProtocol";

const BASE = "/__console";
const RECONNECT_MS = 2000;

const token = document.querySelector<HTMLMetaElement>('meta[name="console-token"]')?.content ?? "";

/** Asks the simulator to do something. @throws Error with a message for the person */
export async function perform<Name extends ConsoleActionName>(
  name: Name,
  body: ConsoleActions[Name],
): Promise<ConsoleActionResult> {
  const response = await fetch(`${BASE}/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Console-Token": token },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error("The simulator does not answer. Start it again.");
  });
  const result = (await response.json().catch(() => ({}))) as ConsoleActionResult;
  if (!response.ok) {
    throw new Error(result.error ?? `The simulator answered with status ${response.status}.`);
  }
  return result;
}

/** What a listener does with the events of the simulator. */
export interface Listening {
  onState(state: ConsoleState): void;
  onUpdate(update: ConsoleUpdate): void;
  onConnection(isLive: boolean): void;
}

/** Listens to the simulator, and connects again where it was stopped meanwhile. */
export function listen(listening: Listening): void {
  const source = new EventSource(`${BASE}/events`);
  // Updates that arrive while the state is read come after it.
  let waiting: ConsoleUpdate[] | undefined;
  let reading = 0;

  source.addEventListener("reload", async () => {
    reading += 1;
    const current = reading;
    waiting = [];
    try {
      const response = await fetch(`${BASE}/state`);
      const state = (await response.json()) as ConsoleState;
      if (current === reading) {
        const updates = waiting;
        waiting = undefined;
        listening.onState(state);
        listening.onConnection(true);
        for (const update of updates) {
          listening.onUpdate(update);
        }
      }
    } catch {
      // The stream ends as well, and begins again with this event.
      listening.onConnection(false);
    }
  });
  source.addEventListener("update", (event) => {
    const update = JSON.parse(event.data) as ConsoleUpdate;
    waiting === undefined ? listening.onUpdate(update) : waiting.push(update);
  });
  source.addEventListener("error", () => {
    listening.onConnection(false);
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => listen(listening), RECONNECT_MS);
    }
  });
}
