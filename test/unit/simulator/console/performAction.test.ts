import { getConfig } from "../support/send";
import { startPbx } from "../support/startPbx";
import { act, readState, summaryOf } from "./support/consoleClient";

const start = (onConsoleChange?: (line: string) => void) =>
  startPbx({
    console: true,
    extensions: [{ ID: "1000", Password: "sip-secret" }, { ID: "1001" }],
    ...(onConsoleChange !== undefined && { onConsoleChange }),
  });

const lastLine = async (pbx: Awaited<ReturnType<typeof start>>) => (await readState(pbx)).log.at(-1);

describe("the console", () => {
  it("adds a SIP extension: what is not entered has the value that an administrator would choose", async () => {
    const pbx = await start();
    const body = { type: "SIP", id: "2000", elements: { UserID: "jane", AuthorizationName: "", Note: "<b>" } };
    expect(await act(pbx, "add", body)).toMatchObject({ status: 200 });
    const { elements = [], type } = pbx.extensions.get("2000") ?? {};
    const { Password = "", ...others } = Object.fromEntries(elements);
    expect(type).toBe("SIP");
    expect(others).toEqual({
      ...{ AuthorizationName: "2000", Username: "2000", Enabled: "true", ID: "2000", UserID: "jane", Note: "<b>" },
    });
    expect(Password).toMatch(/^[\w-]{20}$/);
    expect((await getConfig(pbx, "2000")).code).toBe(200);
    expect(await lastLine(pbx)).toMatchObject({ title: "GetConfig" });
  });

  it("adds an extension of another type, and one with a chosen password", async () => {
    const pbx = await start();
    await act(pbx, "add", { type: "MadeUpQueue", id: "3000", elements: {} });
    expect(pbx.extensions.get("3000")).toMatchObject({ type: "MadeUpQueue", elements: [["ID", "3000"]] });
    await act(pbx, "add", { type: "SIP", id: "3001", elements: { Password: "chosen-secret" } });
    expect(pbx.extensions.text("3001", "Password")).toBe("chosen-secret");
  });

  it.each([
    [
      "an ID that exists",
      { type: "SIP", id: "1000", elements: {} },
      409,
      "Extension 1000 already exists. Choose another ID.",
    ],
    ["no ID", { type: "SIP", elements: {} }, 400, "An extension needs an ID."],
    ["an empty ID", { type: "SIP", id: "" }, 400, "An extension needs an ID."],
    ["an unknown type", { type: "Fax", id: "1" }, 400, "The PBX has no such type of extension."],
    ["a character that XML does not allow", { type: "SIP", id: "1\u0000" }, 400, "A name or a value has a character"],
    [
      "a name that XML does not allow",
      { type: "SIP", id: "1", elements: { "a b": "x" } },
      400,
      "A name or a value has",
    ],
  ])("does not add an extension with %s", async (_what, body, status, error) => {
    const pbx = await start();
    expect(await act(pbx, "add", body)).toEqual({ status, result: { error: expect.stringContaining(error) } });
    expect(pbx.extensions.ids()).toEqual(["1000", "1001"]);
  });

  it("edits an extension, and logs which elements, without their values", async () => {
    const lines: string[] = [];
    const pbx = await start((line) => lines.push(line));
    await act(pbx, "edit", { id: "1000", elements: { UserID: "jane-secret", Note: "new-secret" } });
    expect(pbx.extensions.text("1000", "UserID")).toBe("jane-secret");
    expect(pbx.extensions.text("1000", "Note")).toBe("new-secret");
    expect(pbx.extensions.text("1000", "Password")).toBe("sip-secret");
    expect(await lastLine(pbx)).toMatchObject({
      outcome: "console",
      title: "Changed UserID, Note",
      extensionId: "1000",
    });
    expect(lines).toEqual(["console  Changed UserID, Note  1000"]);
    expect(pbx.requests).toEqual([]);
  });

  it("disables and enables an extension", async () => {
    const pbx = await start();
    await act(pbx, "edit", { id: "1000", elements: { Enabled: "false" } });
    expect(await summaryOf(pbx, "1000")).toMatchObject({ state: "disabled" });
    expect(await lastLine(pbx)).toMatchObject({ title: "Disabled" });
    await act(pbx, "edit", { id: "1000", elements: { Enabled: "true" } });
    expect(await summaryOf(pbx, "1000")).toMatchObject({ state: "never" });
    expect(await lastLine(pbx)).toMatchObject({ title: "Enabled" });
  });

  it.each([
    [{ id: "1000", elements: { ID: "2" } }, 400, "An ID cannot be changed."],
    [{ id: "1000", elements: { UserID: "x", Password: "p" } }, 400, "Use the button Password"],
    [{ id: "1000", elements: {} }, 400, "There is nothing to change."],
    [{ id: "1000" }, 400, "There is nothing to change."],
    [{ id: "9", elements: { UserID: "x" } }, 404, "There is no extension 9 any more."],
    [{ elements: { UserID: "x" } }, 404, "There is no extension"],
    [{ id: "1000", elements: { UserID: "x", Note: "\u0001" } }, 400, "A name or a value has a character"],
    [{ id: "1000", elements: { UserID: 7 } }, 400, "Each value must be a string."],
    [{ id: "1000", elements: { constructor: "" } }, 200, undefined],
  ])("edits nothing, or all: %j", async (body, status, error) => {
    const pbx = await start();
    const { result, ...answer } = await act(pbx, "edit", body);
    expect(answer.status).toBe(status);
    expect(result.error ?? "").toContain(error ?? "");
    expect(pbx.extensions.text("1000", "UserID")).toBe("user1000");
    expect(pbx.extensions.text("1000", "Password")).toBe("sip-secret");
  });

  it("changes a password: to a chosen one, or to a random one", async () => {
    const pbx = await start();
    const chosen = await act(pbx, "password", { id: "1000", password: "chosen-secret" });
    expect(pbx.extensions.text("1000", "Password")).toBe("chosen-secret");
    await act(pbx, "password", { id: "1000", password: "" });
    const random = pbx.extensions.text("1000", "Password") ?? "";
    expect(random).toMatch(/^[\w-]{20}$/);
    await act(pbx, "password", { id: "1000" });
    expect(pbx.extensions.text("1000", "Password")).not.toBe(random);
    const seen = JSON.stringify([chosen, await readState(pbx)]);
    expect(seen).toContain("Changed the password");
    expect(seen).not.toContain("secret");
    expect(seen).not.toContain(random);
  });

  it("reveals a password, and logs nothing", async () => {
    const pbx = await start();
    expect(await act(pbx, "reveal", { id: "1000" })).toEqual({ status: 200, result: { password: "sip-secret" } });
    expect((await act(pbx, "reveal", { id: "9" })).status).toBe(404);
    expect((await readState(pbx)).log).toEqual([]);
  });

  it("deletes an extension", async () => {
    const pbx = await start();
    await act(pbx, "delete", { id: "1000" });
    expect(pbx.extensions.ids()).toEqual(["1001"]);
    expect(await lastLine(pbx)).toMatchObject({ title: "Deleted", extensionId: "1000" });
    expect((await act(pbx, "delete", { id: "1000" })).status).toBe(404);
  });

  it("undoes all changes: those of the console and those of the API, in the first order", async () => {
    const pbx = await start();
    const before = [pbx.extensions.get("1000"), pbx.extensions.get("1001")];
    await act(pbx, "delete", { id: "1000" });
    await act(pbx, "edit", { id: "1001", elements: { UserID: "jane" } });
    await act(pbx, "add", { type: "SIP", id: "5000" });
    pbx.extensions.set({ ID: "6000" });
    await act(pbx, "undo", {});
    expect(pbx.extensions.ids()).toEqual(["1000", "1001"]);
    expect([pbx.extensions.get("1000"), pbx.extensions.get("1001")]).toEqual(before);
    expect(await lastLine(pbx)).toMatchObject({ title: "Undid all changes: 2 extensions as at the start" });
  });

  it("arms and disarms faults", async () => {
    const pbx = await start();
    for (const fault of ["drop-after@addconfig#2", "hang", "hang"]) {
      expect((await act(pbx, "arm", { fault })).status).toBe(200);
    }
    const armed = async () => (await readState(pbx)).faults.map(({ fault }) => fault);
    expect(await armed()).toEqual(["drop-after@AddConfig#2", "hang", "hang"]);
    await act(pbx, "disarm", { fault: "hang" });
    expect(await armed()).toEqual(["drop-after@AddConfig#2", "hang"]);
    expect((await act(pbx, "disarm", { fault: "late" })).status).toBe(404);
    await act(pbx, "disarm", {});
    expect(await armed()).toEqual([]);
    const refused = await act(pbx, "arm", { fault: "explode" });
    expect(refused).toEqual({ status: 400, result: { error: expect.stringMatching(/^"explode" is not a fault: /) } });
  });
});
