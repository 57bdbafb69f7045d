import { visibleText } from "../../visibleText";
import type { ConsoleActionName, ConsoleActions, ConsoleState } from "../consoleProtocol";
import { listen, perform } from "./connection";
import { askForChanges, askForNewExtension, askForPassword, askToConfirm, startDialogs } from "./dialogs";
import { byId, setText } from "./dom";
import { FaultPanel } from "./faultPanel";
import { LiveLog } from "./liveLog";
import { PhoneGrid } from "./phoneGrid";
import { showSwitches } from "./switchList";
import { startTabs } from "./tabs";

const NOTICE_MS = 8000;
const REFRESH = "Run pulumi refresh to see it as drift.";

let state: ConsoleState | undefined;
let hideNotice: ReturnType<typeof setTimeout> | undefined;

const log = new LiveLog();
const faults = new FaultPanel(report);
const grid = new PhoneGrid({
  edit: (phone) =>
    askForChanges(phone, (elements) =>
      change("edit", { id: phone.id, elements }, `Extension ${visibleText(phone.id)} was changed. ${REFRESH}`),
    ),
  toggle: (phone) => {
    const isDisabled = phone.state === "disabled";
    const message = `Extension ${visibleText(phone.id)} was ${isDisabled ? "enabled" : "disabled"}. ${REFRESH}`;
    const body = { id: phone.id, elements: { Enabled: String(isDisabled) } };
    void change("edit", body, message).catch(reportFailure);
  },
  changePassword: (phone) =>
    askForPassword(phone, (password) =>
      change(
        "password",
        { id: phone.id, password },
        `The password of extension ${visibleText(phone.id)} was changed. ${REFRESH}`,
      ),
    ),
  remove: (phone) => {
    const id = visibleText(phone.id);
    const text = `The phone can no longer register. A Pulumi stack that manages extension ${id} creates it again with the next pulumi up after a refresh.`;
    askToConfirm({ title: `Delete extension ${id}?`, text, button: "Delete" }, () =>
      change("delete", { id: phone.id }, `Extension ${id} was deleted. ${REFRESH}`),
    );
  },
  reveal: (phone) =>
    perform("reveal", { id: phone.id }).then(
      ({ password }) => password,
      (error: unknown) => {
        reportFailure(error);
        return undefined;
      },
    ),
});

async function change<Name extends ConsoleActionName>(name: Name, body: ConsoleActions[Name], message: string) {
  await perform(name, body);
  report(message);
}

/** Shows a message for a few seconds. A screen reader reads it. */
function report(message: string): void {
  const notice = byId("notice");
  // A screen reader reads what changes in an element that is shown.
  notice.hidden = false;
  notice.textContent = message;
  clearTimeout(hideNotice);
  hideNotice = setTimeout(() => {
    notice.hidden = true;
    notice.textContent = "";
  }, NOTICE_MS);
}

function reportFailure(error: unknown): void {
  report((error as Error).message);
}

function showState(next: ConsoleState): void {
  if (state !== undefined && state.instance !== next.instance) {
    // Another simulator listens here now: this page's token is not its token.
    location.reload();
    return;
  }
  state = next;
  document.title = `Simulated PBX at ${next.origin}`;
  setText(byId("origin"), next.origin);
  grid.replaceAll(next.extensions);
  log.replaceAll(next.log);
  faults.fill(next);
  faults.showArmed(next.faults);
  showSwitches(next.switches);
}

function showConnection(isLive: boolean): void {
  const connection = byId("connection");
  connection.dataset.state = isLive ? "live" : "lost";
  setText(connection, isLive ? "Live" : "Not connected. Start the simulator again.");
}

byId("add").addEventListener("click", () =>
  askForNewExtension(state?.types ?? [], (entered) =>
    change("add", entered, `Extension ${visibleText(entered.id)} was added. No Pulumi program manages it.`),
  ),
);

byId("undo").addEventListener("click", () => {
  const count = state?.initialCount ?? 0;
  const text = `The PBX gets back the ${count} extensions with which the simulator began. All later changes to extensions are lost, also those that Pulumi made. Armed faults and the log stay.`;
  askToConfirm({ title: "Undo all changes?", text, button: "Undo all" }, () =>
    change("undo", {}, `The PBX has its first ${count} extensions again. ${REFRESH}`),
  );
});

startTabs();
startDialogs();
listen({
  onState: showState,
  onUpdate: (update) => {
    grid.update(update.extensions, update.removed);
    log.update(update.log);
    faults.showArmed(update.faults);
  },
  onConnection: showConnection,
});
