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
import type { Log } from "../../../../../provider/lifecycle/context";

const ENGINE = "127.0.0.1:4711";
const PLACE = "http://pbx:7780\n1000";
const noLines: Pick<Log, "info"> = {
  info(line) {
    throw new Error(line);
  },
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
    const theirs = new RunClaims(ENGINE, noLines, base, other.pid);
    const ours = new RunClaims(ENGINE, noLines, base);
    expect(ours.has(PLACE)).toBe(false);
    theirs.claim(PLACE);
    expect(ours.has(PLACE)).toBe(true);
    expect(ours.has("http://pbx:7780\n2000")).toBe(false);
    expect(new RunClaims("127.0.0.1:4712", noLines, base).has(PLACE)).toBe(false);
  });

  it("tells where the others have found an ID in place, and nothing of another ID", () => {
    const theirs = new RunClaims(ENGINE, noLines, base, other.pid);
    const ours = new RunClaims(ENGINE, noLines, base);
    theirs.foundInPlace("1000", "http://pbx:7780");
    theirs.foundInPlace("1000", "https://proxy");
    ours.foundInPlace("1000", "http://ours");
    expect(ours.placesOf("1000")).toEqual(["http://pbx:7780", "https://proxy"]);
    expect(ours.placesOf("100")).toEqual([]);
    expect(ours.has("1000")).toBe(false);
  });

  it("is not what this process claimed itself", () => {
    const ours = new RunClaims(ENGINE, noLines, base);
    ours.claim(PLACE);
    expect(ours.has(PLACE)).toBe(false);
  });

  it("ends when it is released, and may begin again", () => {
    const theirs = new RunClaims(ENGINE, noLines, base, other.pid);
    const ours = new RunClaims(ENGINE, noLines, base);
    theirs.claim(PLACE);
    theirs.release(PLACE);
    expect(ours.has(PLACE)).toBe(false);
    theirs.claim(PLACE);
    expect(ours.has(PLACE)).toBe(true);
  });

  it("ends with the process: what a killed run left says nothing, and is tidied up", async () => {
    const theirs = new RunClaims(ENGINE, noLines, base, other.pid);
    theirs.claim(PLACE);
    const ours = new RunClaims(ENGINE, noLines, base);
    await other.end();
    expect(ours.has(PLACE)).toBe(false);
    new RunClaims("127.0.0.1:4712", noLines, base);
    expect(readdirSync(base)).toEqual([]);
  });

  it("needs no name for the user: in a container there may be none", () => {
    const userInfo = jest.spyOn(os, "userInfo").mockImplementation(() => {
      throw new Error("no such user");
    });
    try {
      expect(() => new RunClaims(`${ENGINE}-unused`, noLines)).not.toThrow();
    } finally {
      userInfo.mockRestore();
    }
  });

  it("is nothing that a process of the same number claimed before", () => {
    new RunClaims(ENGINE, noLines, base, other.pid).claim(PLACE);
    new RunClaims(ENGINE, noLines, base, other.pid);
    expect(new RunClaims(ENGINE, noLines, base).has(PLACE)).toBe(false);
  });

  it("is in files that disclose nothing", () => {
    const ours = new RunClaims(ENGINE, noLines, base);
    ours.claim(PLACE);
    const [run = ""] = readdirSync(base);
    const file = join(base, run, `${process.pid}.claims`);
    expect(readFileSync(file, "utf8")).toMatch(/^\+[\w-]{27}\n$/);
    if (process.platform !== "win32") {
      expect([base, join(base, run), file].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700, 0o600]);
    }
  });

  it("is not shared where the folder cannot be used, which is reported in one line", () => {
    mkdirSync(join(base, ".."), { recursive: true });
    writeFileSync(base, "a file where the folder should be");
    const lines: string[] = [];
    const ours = new RunClaims(ENGINE, { info: (line) => lines.push(line) }, base);
    ours.claim(PLACE);
    ours.claim(`${PLACE}1`);
    expect(ours.has(PLACE)).toBe(false);
    expect(lines).toEqual([
      expect.stringMatching(/^Provider processes cannot share their state in .*--replace '\*\*'/),
    ]);
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? it : it.skip)("is ignored where another user created the folder", () => {
    const theirs = new RunClaims(ENGINE, noLines, base, other.pid);
    theirs.claim(PLACE);
    chownSync(base, 65_534, 65_534);
    chmodSync(base, 0o777);
    const lines: string[] = [];
    const ours = new RunClaims(ENGINE, { info: (line) => lines.push(line) }, base);
    expect(ours.has(PLACE)).toBe(false);
    ours.claim(PLACE);
    expect(lines).toEqual([expect.stringContaining("it belongs to another user")]);
    expect(existsSync(join(base, `${process.pid}.claims`))).toBe(false);
  });
});
