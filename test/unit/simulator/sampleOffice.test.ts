import { sampleOffice } from "../../../simulator";
import { readState } from "./console/support/consoleClient";
import { listExtensions } from "./support/send";
import { startPbx } from "./support/startPbx";

it("the sample office has phones in every state, people, departments and other types", async () => {
  const pbx = await startPbx({ extensions: sampleOffice(), console: true });
  const { extensions } = await readState(pbx);
  const states = extensions.map(({ state }) => state);
  expect(new Set(states)).toEqual(new Set(["registered", "never", "disabled", "other"]));
  expect(states.filter((state) => state === "disabled")).toHaveLength(1);
  expect(new Set(extensions.map(({ type }) => type))).toEqual(new Set(["SIP", "MadeUpQueue", "MadeUpMenu"]));
  const phones = extensions.filter(({ type }) => type === "SIP");
  expect(phones.every(({ elements }) => elements.DisplayName !== "" && elements.Department !== "")).toBe(true);
  expect(new Set(phones.map(({ elements }) => elements.UserID)).size).toBe(phones.length);
  expect((await listExtensions(pbx)).code).toBe(200);
});
