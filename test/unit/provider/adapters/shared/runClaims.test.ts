import { spawn } from "node:child_process";
import { once } from "node:events";
import fs, {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os, { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultBases, RunClaims } from "../../../../../provider/adapters/shared/runClaims";
import { Claims } from "../../../../../provider/lifecycle/claims";
import type { Log } from "../../../../../provider/lifecycle/context";
import { OTHER_USER } from "../../../../support/otherUser";

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
    const theirs = new RunClaims(ENGINE, noLines, [base], other.pid);
    const ours = new RunClaims(ENGINE, noLines, [base]);
    expect(ours.readOthers().has(PLACE)).toBe(false);
    theirs.claim(PLACE);
    expect(ours.readOthers().has(PLACE)).toBe(true);
    expect(ours.readOthers().has("http://pbx:7780\n2000")).toBe(false);
    expect(new RunClaims("127.0.0.1:4712", noLines, [base]).readOthers().has(PLACE)).toBe(false);
  });

  it("tells where the others have found an ID in place, and nothing of another ID", () => {
    const theirs = new RunClaims(ENGINE, noLines, [base], other.pid);
    const ours = new RunClaims(ENGINE, noLines, [base]);
    theirs.foundInPlace("1000", "http://pbx:7780");
    theirs.foundInPlace("1000", "https://proxy");
    ours.foundInPlace("1000", "http://ours");
    expect(ours.readOthers().placesOf("1000")).toEqual(["http://pbx:7780", "https://proxy"]);
    expect(ours.readOthers().placesOf("100")).toEqual([]);
    expect(ours.readOthers().has("1000")).toBe(false);
  });

  it("is not what this process claimed itself", () => {
    const ours = new RunClaims(ENGINE, noLines, [base]);
    ours.claim(PLACE);
    expect(ours.readOthers().has(PLACE)).toBe(false);
  });

  it("ends when it is released, and may begin again", () => {
    const theirs = new RunClaims(ENGINE, noLines, [base], other.pid);
    const ours = new RunClaims(ENGINE, noLines, [base]);
    theirs.claim(PLACE);
    theirs.release(PLACE);
    expect(ours.readOthers().has(PLACE)).toBe(false);
    theirs.claim(PLACE);
    expect(ours.readOthers().has(PLACE)).toBe(true);
  });

  it("ends with the process: what a killed run left says nothing, and is tidied up", async () => {
    const theirs = new RunClaims(ENGINE, noLines, [base], other.pid);
    theirs.claim(PLACE);
    const ours = new RunClaims(ENGINE, noLines, [base]);
    await other.end();
    expect(ours.readOthers().has(PLACE)).toBe(false);
    new RunClaims("127.0.0.1:4712", noLines, [base]);
    const files = readdirSync(base).flatMap((run) => readdirSync(join(base, run)));
    expect(files).toEqual([`${process.pid}.claims`, `${process.pid}.claims`]);
  });

  it("needs no name for the user: in a container there may be none", () => {
    const userInfo = jest.spyOn(os, "userInfo").mockImplementation(() => {
      throw new Error("no such user");
    });
    try {
      expect(() => defaultBases()).not.toThrow();
    } finally {
      userInfo.mockRestore();
    }
  });

  it("is nothing that a process of the same number claimed before", () => {
    new RunClaims(ENGINE, noLines, [base], other.pid).claim(PLACE);
    new RunClaims(ENGINE, noLines, [base], other.pid);
    expect(new RunClaims(ENGINE, noLines, [base]).readOthers().has(PLACE)).toBe(false);
  });

  it("is in files that disclose nothing", () => {
    const ours = new RunClaims(ENGINE, noLines, [base]);
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
    const ours = new RunClaims(ENGINE, { info: (line) => lines.push(line) }, [base]);
    ours.claim(PLACE);
    ours.claim(`${PLACE}1`);
    expect(ours.readOthers().has(PLACE)).toBe(false);
    expect(lines).toEqual([
      `The provider processes of this run cannot share what they manage in ${ours.problem}. Until this is corrected, no extension is removed or adopted.`,
    ]);
    expect(ours.problem).toMatch(/^\S+of-me \(it is not a folder of this user alone\)$/);
  });

  const isRoot = process.getuid?.() === 0;
  const isWindows = process.platform === "win32";
  const elsewhere = () => join(base, "..", "elsewhere");
  const notPrivate: [string, typeof it, () => void][] = [
    ["another user created the folder", isRoot ? it : it.skip, () => chownSync(base, OTHER_USER, OTHER_USER)],
    ["others may write to the folder", isWindows ? it.skip : it, () => chmodSync(base, 0o777)],
    [
      "a link points to a folder elsewhere",
      isWindows ? it.skip : it,
      () => {
        rmSync(base, { recursive: true });
        mkdirSync(elsewhere());
        symlinkSync(elsewhere(), base);
      },
    ],
  ];
  for (const [how, test, spoil] of notPrivate) {
    test(`is not trusted and not shared where ${how}`, () => {
      new RunClaims(ENGINE, noLines, [base], other.pid).claim(PLACE);
      spoil();
      const before = existsSync(base) ? readdirSync(base) : [];
      for (const first of ["readOthers", "claim"] as const) {
        const lines: string[] = [];
        const ours = new RunClaims(ENGINE, { info: (line) => lines.push(line) }, [base]);
        ours[first](PLACE);
        expect(ours.readOthers().has(PLACE)).toBe(false);
        expect(ours.problem).toContain("it is not a folder of this user alone");
        expect(lines).toHaveLength(1);
      }
      expect(readdirSync(base)).toEqual(before);
    });
  }

  it("is in the folder for temporary files, and in the user's run-time folder, which no other user can take", () => {
    const runTime = join(base, "..", "run");
    const temporary = expect.stringContaining(join(tmpdir(), "pulumi-ozeki-"));
    expect(defaultBases(runTime)).toEqual([temporary, join(runTime, "pulumi-ozeki")]);
    for (const none of ["", "run", undefined]) {
      expect(defaultBases(none)).toEqual([temporary]);
    }

    mkdirSync(runTime, { mode: 0o700, recursive: true });
    writeFileSync(base, "a file where the folder should be");
    const bases = [base, join(runTime, "pulumi-ozeki")];
    const theirs = new RunClaims(ENGINE, noLines, bases, other.pid);
    const ours = new RunClaims(ENGINE, { info: () => {} }, bases);
    theirs.claim(PLACE);
    expect(ours.readOthers().has(PLACE)).toBe(true);
    // The user logs out, and a process of the run starts after that.
    rmSync(runTime, { recursive: true });
    const later = new RunClaims(ENGINE, { info: () => {} }, bases);
    expect(later.readOthers().has(PLACE)).toBe(false);
    expect(later.problem).toMatch(/of-me \(it is not a folder of this user alone\)$/);
    ours.claim(PLACE);
    expect(ours.problem).toMatch(/run\S+ \(ENOENT\)$/);
  });

  // How the two folders are when one process claims a place, and when the next one starts. Other users can remove what is theirs
  // between the two, a disk can fill, and the user can log out; no one can take a folder that is the user's already.
  const temporaryStates = [
    ["mine", "mine"],
    ["mine", "full"],
    ["full", "mine"],
    ["another user's", "mine"],
    ["another user's", "another user's"],
    ["another user's", "full"],
  ] as const;
  const runTimeStates = [
    ["mine", "mine"],
    ["mine", "full"],
    ["full", "mine"],
    ["missing", "missing"],
    ["missing", "mine"],
  ] as const;
  const states = temporaryStates.flatMap((temporary) => runTimeStates.map((runTime) => [temporary, runTime] as const));
  it.each([
    ...states,
    [
      ["mine", "mine"],
      ["mine", "missing"],
    ] as const,
  ])(
    "is known, or known to be unknown, to a process that starts later: temporary folder %j, run-time folder %j",
    (temporary, runTime) => {
      const runTimeFolder = join(base, "..", "run");
      const bases = [base, join(runTimeFolder, "pulumi-ozeki")] as const;
      const start = (at: 0 | 1, pid: number) => {
        if (existsSync(base) && statSync(base).isFile()) {
          rmSync(base);
        }
        if (temporary[at] === "another user's") {
          writeFileSync(base, "in place of a folder of another user");
        }
        if (runTime[at] === "missing") {
          rmSync(runTimeFolder, { force: true, recursive: true });
        } else {
          mkdirSync(runTimeFolder, { recursive: true, mode: 0o700 });
        }
        const isFull = [temporary[at] === "full", runTime[at] === "full"];
        const { writeFileSync: write } = jest.requireActual<typeof fs>("node:fs");
        const spy = jest.spyOn(fs, "writeFileSync").mockImplementation((file, ...rest) => {
          if (bases.some((folder, index) => isFull[index] && String(file).startsWith(folder))) {
            throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
          }
          write(file, ...rest);
        });
        try {
          return new RunClaims(ENGINE, { info: () => {} }, bases, pid);
        } finally {
          spy.mockRestore();
        }
      };
      mkdirSync(join(base, ".."), { recursive: true });
      const first = start(0, other.pid);
      first.claim(PLACE);
      // A process that cannot share its claims keeps and adopts nothing: the delete of its extension never comes.
      const isShared = first.problem === undefined;
      const second = start(1, process.pid);
      expect(!isShared || second.readOthers().has(PLACE) || second.problem !== undefined).toBe(true);
      expect(second.readOthers().has(PLACE) && !isShared).toBe(false);
    },
  );

  it.each<[string, (run: string) => void]>([
    ["the run's folder", (run) => rmSync(run, { recursive: true })],
    ["its own file", (run) => rmSync(join(run, `${process.pid}.claims`))],
  ])("is not believed by a process that has lost %s", (_what, lose) => {
    const theirs = new RunClaims(ENGINE, noLines, [base], other.pid);
    const lines: string[] = [];
    const ours = new RunClaims(ENGINE, { info: (line) => lines.push(line) }, [base]);
    theirs.claim(PLACE);
    const [run = ""] = readdirSync(base);
    lose(join(base, run));
    expect(ours.readOthers().has(PLACE)).toBe(false);
    expect(ours.problem).toMatch(/of-me \(ENOENT\)$/);
    expect(lines).toHaveLength(1);
  });

  it("is not written to a new file by a process that has lost its own", () => {
    const ours = new RunClaims(ENGINE, { info: () => {} }, [base]);
    const [run = ""] = readdirSync(base);
    rmSync(join(base, run, `${process.pid}.claims`));
    ours.claim(PLACE);
    expect(ours.problem).toMatch(/of-me \(ENOENT\)$/);
    expect(readdirSync(join(base, run))).toEqual([]);
  });

  it("is not believed where another process could not write what it claims", () => {
    const theirs = new RunClaims(ENGINE, { info: () => {} }, [base], other.pid);
    const ours = new RunClaims(ENGINE, { info: () => {} }, [base]);
    expect(ours.readOthers().has(PLACE)).toBe(false);
    expect(ours.problem).toBeUndefined();
    const full = jest.spyOn(fs, "appendFileSync").mockImplementationOnce(() => {
      throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
    });
    try {
      theirs.claim(PLACE);
    } finally {
      full.mockRestore();
    }
    expect(theirs.problem).toMatch(/of-me \(ENOSPC\)$/);
    expect(ours.readOthers().has(PLACE)).toBe(false);
    expect(ours.problem).toMatch(/of-me \(another process of this run could not write there\)$/);
  });

  it("keeps what another process may manage from being removed or adopted, where it cannot be known", () => {
    mkdirSync(join(base, ".."), { recursive: true });
    writeFileSync(base, "");
    const shared = new RunClaims(ENGINE, { info: () => {} }, [base]);
    const claims = new Claims(shared);
    const pbx = "http://pbx:7780";
    const refused = (outcome: string) =>
      `Extension 1000 on ${pbx} was not ${outcome}: the provider processes of this run cannot share what they manage in ${shared.problem},`;
    expect(() => claims.managedAt(pbx, "1000")).toThrow(refused("removed"));
    expect(() => claims.foundInPlace("1000", pbx)).toThrow(refused("adopted"));
    // Its own claims are known.
    expect(claims.make(pbx, "1000")).toBe(true);
    expect(claims.managedAt(pbx, "1000")).toBe(pbx);
  });

  it("keeps extensions from being removed where the user logs out during the run; the next run removes them", () => {
    const runTime = join(base, "..", "run");
    mkdirSync(runTime, { mode: 0o700, recursive: true });
    const bases = [base, join(runTime, "pulumi-ozeki")];
    const claims = new Claims(new RunClaims(ENGINE, { info: () => {} }, bases));
    const pbx = "http://pbx:7780";
    expect(claims.managedAt(pbx, "1000")).toBeUndefined();
    rmSync(runTime, { recursive: true });
    expect(() => claims.managedAt(pbx, "1000")).toThrow(
      `cannot share what they manage in ${bases[1]} (ENOENT), and another one may manage this extension. Nothing was changed. Run the command again.`,
    );
    const next = new Claims(new RunClaims("127.0.0.1:2", noLines, bases));
    expect(next.managedAt(pbx, "1000")).toBeUndefined();
  });
});
