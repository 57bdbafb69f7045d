import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { Office } from "../support/office";
import { secretForms } from "../support/secretForms";

const SECRET = "Marked-\"&<7>'é-Secret";

/** What the search after each test finds where a leak is planted. */
async function searched(plant: (office: Office) => unknown): Promise<string[]> {
  const office = await Office.open({
    program: 'new SipExtension("reception", { extensionId: "1000", userId: "user" });',
    environment: { MARKED: SECRET },
  });
  let isClosed = false;
  try {
    await plant(office);
    isClosed = true;
    return await office.close();
  } finally {
    if (!isClosed) {
      await office.close();
    }
  }
}

describe("the search for secrets that every test ends with", () => {
  test("finds nothing where nothing leaks", async () => {
    expect(await searched((office) => office.stack.up())).toEqual([]);
  });

  const written = (name: string, content: string) => (office: Office) => office.stack.writeFile(name, content);

  test.each<[string, (office: Office) => unknown, RegExp]>([
    [
      "what a command prints",
      ({ stack }) => {
        stack.program("console.log(process.env.MARKED)");
        return stack.preview();
      },
      /what was printed/,
    ],
    [
      "what this package's command prints",
      ({ stack }) => stack.ozeki(["show", SECRET, "--url", "http://127.0.0.1:1"]),
      /what was printed|process table/,
    ],
    [
      "the process table",
      async ({ stack }) => {
        const running = stack.startOzeki(["simulate", "--port", "0", "--user", SECRET]);
        await stack.waitForOutput(running, "Simulated PBX");
        // Several looks long, also on a machine that has much to do.
        await sleep(2_000);
        process.kill(running.pid, "SIGINT");
        await running.finished;
      },
      /the process table/,
    ],
    ["a file of the project", written("notes.txt", `x${SECRET}y`), /notes\.txt/],
    ["a plan, as JSON", written("plan.json", JSON.stringify({ password: SECRET })), /plan\.json/],
    ["a temporary file, as a form", written("tmp/form", new URLSearchParams({ p: SECRET }).toString()), /tmp.form/],
    [
      "an import file that was left",
      written("tmp/pulumi-ozeki-import-x/import.json", JSON.stringify(SECRET)),
      /import\.json/,
    ],
    ["a file, as XML", written("config.xml", "<P>Marked-\"&amp;&lt;7&gt;'é-Secret</P>"), /config\.xml/],
    ["a file, as base64 within something", written("auth", Buffer.from(`user:${SECRET}!`).toString("base64")), /auth/],
    [
      "an output of the state",
      async ({ stack }) => {
        stack.program("exports.leak = process.env.MARKED;");
        await stack.pulumiShowingSecrets(["up", "--yes", "--skip-preview"]);
      },
      /stacks.test.dev\.json/,
    ],
  ])("finds one in %s", async (_, plant, place) => {
    expect((await searched(plant)).join("\n")).toMatch(place);
  });

  test("finds one in a URL", async () => {
    const found = await searched((office) =>
      fetch(`${office.pbx.origin}/?Command=GetConfig&Password=${encodeURIComponent(SECRET)}`),
    );
    expect(found.join()).toContain("Password=");
  });

  test("knows a secret in every form, at any place in it", () => {
    const text = fc.string({ minLength: 12, maxLength: 30, unit: "grapheme-ascii" });
    fc.assert(
      fc.property(text, fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }), (secret, before, after) => {
        const all = before + secret + after;
        const forms = secretForms(secret);
        for (const place of [
          all,
          encodeURIComponent(all),
          new URLSearchParams({ all }).toString(),
          JSON.stringify(all),
          Buffer.from(all).toString("hex"),
          Buffer.from(all).toString("base64"),
          Buffer.from(all).toString("base64url"),
        ]) {
          expect(forms.some((form) => place.includes(form))).toBe(true);
        }
      }),
    );
  });
});
