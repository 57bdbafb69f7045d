import { Simulator } from "../../simulator";
import { describeInBrowser, openPage } from "../support/chromium";
import { HttpServer } from "../support/httpServer";
import { stopAfterTest } from "../support/onTestFinished";

const REMOVE = "command=RemoveConfig&ExtensionId=1000";

const startPbx = async (extension: string | { ID: string } = { ID: "1000" }) =>
  stopAfterTest(await Simulator.start({ extensions: [extension], console: true }));

/** A page of another site, whose script ends with the word `over`. */
const startSite = async (body: string) =>
  stopAfterTest(
    await HttpServer.start((_request, response) =>
      response.setHeader("Content-Type", "text/html").end(`<!doctype html><body>${body}</body>`),
    ),
  );

describeInBrowser("a browser on the machine of the simulator", () => {
  test("lets a person ask the PBX in the address bar", async () => {
    const pbx = await startPbx();
    expect(await openPage(`${pbx.origin}/?command=ListExtensions`)).toContain("1000");
  });

  test.each<[string, (pbx: string) => string]>([
    [
      "a script",
      (pbx) => `<script>
        const form = { method: "POST", mode: "no-cors", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: "${REMOVE}" };
        Promise.allSettled([fetch("${pbx}/", form), fetch("${pbx}/?${REMOVE}", { mode: "no-cors" })]).then(() => document.body.append("over"));
      </script>`,
    ],
    ["an image", (pbx) => `<img src="${pbx}/?${REMOVE}" onerror="document.body.append('over')">`],
    [
      "a form",
      (pbx) => `<iframe name="frame" onload="document.body.append('over')"></iframe>
        <form method="post" target="frame" action="${pbx}/"><input name="command" value="RemoveConfig"><input name="ExtensionId" value="1000"></form>
        <script>document.forms[0].submit()</script>`,
    ],
    [
      "a link that a script follows",
      (pbx) => `over<script>if (!location.hash) location = "${pbx}/?${REMOVE}"</script>`,
    ],
  ])("does not let a page of another site use the PBX with %s", async (what, page) => {
    const pbx = await startPbx();
    const site = await startSite(page(pbx.origin));
    const shown = await openPage(site.origin);
    expect(shown).toContain(what.includes("link") ? "A page of another web site made this request" : "over");
    expect(pbx.extensions.ids()).toEqual(["1000"]);
    const asked = pbx.requests.filter(({ url }) => !url.startsWith("/favicon"));
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 403));
  });

  test("does not let another site use the PBX whose name points to this machine", async () => {
    const pbx = await startPbx();
    const url = pbx.origin.replace("127.0.0.1", "site.example");
    for (const path of [`/?${REMOVE}`, "/__console"]) {
      expect(await openPage(url + path, ["site.example"])).toContain("A page of another web site made this request");
    }
    expect(pbx.extensions.ids()).toEqual(["1000"]);
  });

  test("runs no script that an extension holds", async () => {
    const script = `<script xmlns="http://www.w3.org/1999/xhtml">fetch("/?${REMOVE.replace("&", "&amp;")}")</script>`;
    const pbx = await startPbx(
      `<Config knownType="SIPExtensionInfo"><ID>1000</ID><UserID>u</UserID><Password>p</Password><Enabled>true</Enabled>${script}</Config>`,
    );
    const shown = await openPage(`${pbx.origin}/?command=GetConfig&ExtensionId=1000`);
    expect(shown).toContain("RemoveConfig");
    expect(pbx.commands().filter((command) => !command.includes("no command"))).toEqual(["GetConfig 1000 200"]);
    expect(pbx.extensions.ids()).toEqual(["1000"]);
  });
});
