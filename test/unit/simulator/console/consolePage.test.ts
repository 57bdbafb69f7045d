import { createHash } from "node:crypto";
import { sendRaw } from "../support/send";
import { startPbx } from "../support/startPbx";
import { tokenOf } from "./support/consoleClient";

const page = async (options: Parameters<typeof startPbx>[0] = {}) => {
  const reply = await sendRaw(await startPbx({ console: true, ...options }), { path: "/__console" });
  return { ...reply, policy: String(reply.headers["content-security-policy"]) };
};

const contentsOf = (html: string, tag: string) =>
  [...html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gs"))].map(([, content = ""]) => content);

describe("the console's page", () => {
  it("is one HTML document that loads nothing", async () => {
    const { status, headers, text } = await page();
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(headers["cache-control"]).toBe("no-store");
    const loaded = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url = ""]) => url.slice(0, 5));
    expect(loaded.filter((url) => !url.startsWith("data:") && !url.startsWith("#"))).toEqual([]);
    expect(contentsOf(text, "style").join("").includes("url(")).toBe(false);
    expect(contentsOf(text, "style").join("").includes("@import")).toBe(false);
  });

  it("lets only its own script and style run, and no inline code", async () => {
    const { policy, text } = await page();
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    for (const tag of ["script", "style"]) {
      const hashes = contentsOf(text, tag).map((it) => `'sha256-${createHash("sha256").update(it).digest("base64")}'`);
      expect(hashes).toHaveLength(1);
      expect(policy).toContain(`${tag}-src ${hashes.join(" ")}`);
    }
    expect(/<[a-z][^>]* (?:on\w+|style)=/.test(text)).toBe(false);
    expect(text.includes("innerHTML")).toBe(false);
  });

  it("has no extension and no password", async () => {
    const extensions = [{ ID: "4711", Password: "sip-secret", UserID: "jane" }];
    const { text } = await page({ extensions, login: { username: "admin", password: "login-secret" } });
    for (const part of ["4711", "jane", "secret"]) {
      expect({ part, isFound: text.includes(part) }).toEqual({ part, isFound: false });
    }
  });

  it("carries a token that each simulator chooses for itself", async () => {
    const [one, other] = [await startPbx({ console: true }), await startPbx({ console: true })];
    expect(await tokenOf(one)).toMatch(/^[\w-]{32}$/);
    expect(await tokenOf(one)).toBe(await tokenOf(one));
    expect(await tokenOf(one)).not.toBe(await tokenOf(other));
  });

  it("does not exist for a refused address, nor without the option", async () => {
    const denied = await startPbx({ console: true, deny: ["127.0.0.1"] });
    const plain = await startPbx();
    for (const path of ["/__console", "/__console/state", "/__console/events"]) {
      expect((await sendRaw(denied, { path })).status).toBe(404);
      expect((await sendRaw(plain, { path })).status).toBe(404);
    }
    expect(plain.consoleUrl).toBeUndefined();
  });
});
