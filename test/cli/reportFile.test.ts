import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "./support/newFolder";
import { outcome, startOffice } from "./support/office";

describe("report --out", () => {
  it("is needed for a page in HTML, before anything is asked", async () => {
    const pbx = await startOffice();
    expect(await outcome(["report", "--url", pbx.origin])).toMatchObject({
      code: 2,
      err: "error: --out is missing: it names the file to write, such as --out report.html",
    });
    expect(pbx.requests).toEqual([]);
  });

  it("asks before it overwrites a file, and without a terminal needs --yes", async () => {
    const pbx = await startOffice();
    const file = join(newFolder(), "report.html");
    writeFileSync(file, "mine");
    const args = ["report", "--url", pbx.origin, "--out", file];
    expect(await outcome(args)).toMatchObject({
      code: 2,
      err: `error: ${file} already exists. Overwrite it? Not an interactive terminal: pass --yes to confirm.`,
    });
    const refused = await outcome(args, {}, ["n"]);
    expect(refused).toMatchObject({ code: 1, err: "Nothing was changed." });
    expect(readFileSync(file, "utf8")).toBe("mine");
    expect(pbx.requests).toEqual([]);
    expect(await outcome([...args, "--yes"])).toMatchObject({ code: 0 });
    expect(readFileSync(file, "utf8")).toMatch(/^<!doctype html>/);
    expect(readdirSync(join(file, ".."))).toEqual(["report.html"]);
  });

  it("refuses what is not a file, and a folder that is not there", async () => {
    const folder = newFolder();
    expect(await outcome(["report", "--out", folder])).toMatchObject({
      code: 2,
      err: `error: ${folder} is not a file. Nothing was written. Choose another name`,
    });
    const missing = join(folder, "no", "report.html");
    expect(await outcome(["report", "--out", missing])).toMatchObject({
      code: 2,
      err: `error: ${missing} cannot be written: there is no folder ${join(folder, "no")}. Create it first`,
    });
  });

  (process.platform === "win32" ? describe.skip : describe)("on POSIX", () => {
    it("refuses a folder that another user can change, but not one such as /tmp", async () => {
      const pbx = await startOffice();
      const folder = newFolder();
      const args = ["report", "--url", pbx.origin, "--out", join(folder, "report.html")];
      chmodSync(folder, 0o777);
      expect(await outcome(args)).toMatchObject({
        code: 2,
        err: `error: another user can change ${folder}, and with it the report. Nothing was written. Choose a folder of your own`,
      });
      expect(pbx.requests).toEqual([]);
      chmodSync(folder, 0o1777);
      expect(await outcome(args)).toMatchObject({ code: 0 });
      expect(statSync(join(folder, "report.html")).mode & 0o777).toBe(0o666 & ~process.umask());
    });
  });
});
