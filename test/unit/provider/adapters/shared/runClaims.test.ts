import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os, { tmpdir } from "node:os";
import { join } from "node:path";
import { RunClaims } from "../../../../../provider/adapters/shared/runClaims";

const ENGINE = "127.0.0.1:4711";
const PLACE = "http://pbx:7780\n1000";
const unheard = (line: string) => {
  throw new Error(line);
};

let base: string;
let other: { pid: number; end(): Promise<void> };

beforeEach(async () => {
  base = join(mkdtempSync(join(tmpdir(), "pulumi-ozeki-claims-")), "of-me");
  // A provider process that lives.
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
  await once(child, "spawn");
  const ended = once(child, "exit");
  other = {
    pid: child.pid as number,
    async end() {
      child.stdin.end();
      await ended;
    },
  };
});

afterEach(async () => {
  await other.end();
  rmSync(join(base, ".."), { recursive: true, force: true });
});

describe("what the processes of one run have claimed", () => {
  it("is known to the others, and not to other runs", () => {
    const theirs = new RunClaims(ENGINE, unheard, base, other.pid);
    const ours = new RunClaims(ENGINE, unheard, base);
    expect(ours.has(PLACE)).toBe(false);
    theirs.claim(PLACE);
    expect(ours.has(PLACE)).toBe(true);
    expect(ours.has("http://pbx:7780\n2000")).toBe(false);
    expect(new RunClaims("127.0.0.1:4712", unheard, base).has(PLACE)).toBe(false);
  });

  it("tells where the others have found an ID in place, and nothing of another ID", () => {
    const theirs = new RunClaims(ENGINE, unheard, base, other.pid);
    const ours = new RunClaims(ENGINE, unheard, base);
    theirs.foundInPlace("1000", "http://pbx:7780");
    theirs.foundInPlace("1000", "https://proxy");
    ours.foundInPlace("1000", "http://ours");
    expect(ours.placesOf("1000")).toEqual(["http://pbx:7780", "https://proxy"]);
    expect(ours.placesOf("100")).toEqual([]);
    expect(ours.has("1000")).toBe(false);
  });

  it("is not what this process claimed itself", () => {
    const ours = new RunClaims(ENGINE, unheard, base);
    ours.claim(PLACE);
    expect(ours.has(PLACE)).toBe(false);
  });

  it("ends when it is released, and may begin again", () => {
    const theirs = new RunClaims(ENGINE, unheard, base, other.pid);
    const ours = new RunClaims(ENGINE, unheard, base);
    theirs.claim(PLACE);
    theirs.release(PLACE);
    expect(ours.has(PLACE)).toBe(false);
    theirs.claim(PLACE);
    expect(ours.has(PLACE)).toBe(true);
  });

  it("ends with the process: what a killed run left says nothing, and is tidied up", async () => {
    const theirs = new RunClaims(ENGINE, unheard, base, other.pid);
    theirs.claim(PLACE);
    const ours = new RunClaims(ENGINE, unheard, base);
    await other.end();
    expect(ours.has(PLACE)).toBe(false);
    new RunClaims("127.0.0.1:4712", unheard, base);
    expect(readdirSync(base)).toEqual([]);
  });

  it("needs no name for the user: in a container there may be none", () => {
    const userInfo = jest.spyOn(os, "userInfo").mockImplementation(() => {
      throw new Error("no such user");
    });
    try {
      expect(() => new RunClaims(`${ENGINE}-of-nobody`, unheard)).not.toThrow();
    } finally {
      userInfo.mockRestore();
    }
  });

  it("is nothing that a process of the same number claimed before", () => {
    new RunClaims(ENGINE, unheard, base, other.pid).claim(PLACE);
    new RunClaims(ENGINE, unheard, base, other.pid);
    expect(new RunClaims(ENGINE, unheard, base).has(PLACE)).toBe(false);
  });

  it("stands in files that tell nobody anything", () => {
    const ours = new RunClaims(ENGINE, unheard, base);
    ours.claim(PLACE);
    const [run = ""] = readdirSync(base);
    const file = join(base, run, `${process.pid}.claims`);
    expect(readFileSync(file, "utf8")).toMatch(/^\+[\w-]{27}\n$/);
    if (process.platform !== "win32") {
      expect([base, join(base, run), file].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700, 0o600]);
    }
  });

  it("is kept to itself, with one line that says so, where the folder cannot be used", () => {
    mkdirSync(join(base, ".."), { recursive: true });
    writeFileSync(base, "a file where the folder should be");
    const said: string[] = [];
    const ours = new RunClaims(ENGINE, (line) => said.push(line), base);
    ours.claim(PLACE);
    ours.claim(`${PLACE}1`);
    expect(ours.has(PLACE)).toBe(false);
    expect(said).toEqual([
      expect.stringMatching(/^The processes of this run cannot tell each other .*--replace '\*\*'/),
    ]);
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? it : it.skip)("is not believed where somebody else made the folder", () => {
    const theirs = new RunClaims(ENGINE, unheard, base, other.pid);
    theirs.claim(PLACE);
    chownSync(base, 65_534, 65_534);
    chmodSync(base, 0o777);
    const said: string[] = [];
    const ours = new RunClaims(ENGINE, (line) => said.push(line), base);
    expect(ours.has(PLACE)).toBe(false);
    ours.claim(PLACE);
    expect(said).toEqual([expect.stringContaining("somebody else's")]);
    expect(existsSync(join(base, `${process.pid}.claims`))).toBe(false);
  });
});
