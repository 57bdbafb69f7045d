import { AddressError, Simulator } from "../../../../simulator";
import { AddressFilter } from "../../../../simulator/addressFilter";
import { listExtensions, send, sendRaw } from "../support/send";
import { startPbx } from "../support/startPbx";

const login = { username: "admin", password: "päss wörd&" };

describe("the login of an office user", () => {
  it.each([
    [304, {}],
    [305, { Username: "admin" }],
    [305, { Password: login.password }],
    [305, { Username: "admin", Password: "" }],
    [305, { Username: "Admin", Password: login.password }],
    [305, { Username: "admin", Password: `${login.password} ` }],
    [200, { Username: "admin", Password: login.password }],
    [200, { USERNAME: "admin", password: login.password }],
  ])("%i for %o", async (code, credentials) => {
    const pbx = await startPbx({ login });
    expect((await send(pbx, { command: "ListExtensions", ...credentials } as Record<string, string>)).code).toBe(code);
  });

  it("may be sent by GET as well", async () => {
    const pbx = await startPbx({ login });
    const parameters = { command: "ListExtensions", Username: login.username, Password: login.password };
    expect((await send(pbx, parameters, { method: "GET" })).code).toBe(200);
  });

  it("is not looked at where authentication is off", async () => {
    const pbx = await startPbx();
    expect((await send(pbx, { command: "ListExtensions", Username: "x", Password: "y" })).code).toBe(200);
  });

  it("can be turned on, changed and off while it runs", async () => {
    const pbx = await startPbx();
    const credentials = { command: "ListExtensions", Username: "u", Password: "p" };
    pbx.login = { username: "u", password: "p" };
    expect((await listExtensions(pbx)).code).toBe(304);
    expect((await send(pbx, credentials)).code).toBe(200);
    pbx.login = { username: "u", password: "p", isAllowed: false };
    expect((await send(pbx, credentials)).code).toBe(306);
    pbx.login = undefined;
    expect((await listExtensions(pbx)).code).toBe(200);
  });
});

describe("the order of checks", () => {
  const nonsense = { command: "Nonsense" };
  const credentials = { Username: login.username, Password: login.password };

  it("is address, login, access list, command", async () => {
    const pbx = await startPbx({ login: { ...login, isAllowed: false }, deny: ["127.0.0.1"] });
    expect((await send(pbx, nonsense)).code).toBe(307);
    pbx.deny = [];
    expect((await send(pbx, nonsense)).code).toBe(304);
    expect((await send(pbx, { ...nonsense, Username: "x", Password: "y" })).code).toBe(305);
    expect((await send(pbx, { ...nonsense, ...credentials })).code).toBe(306);
    pbx.login = login;
    expect((await send(pbx, { ...nonsense, ...credentials })).code).toBe(301);
  });

  it("has a refused address hear nothing of what cannot be read", async () => {
    const pbx = await startPbx({ deny: ["127.0.0.1"] });
    expect((await sendRaw(pbx, { path: "/?command=%zz" })).code).toBe(307);
  });

  it("changes nothing for who is refused", async () => {
    const pbx = await startPbx({ login, extensions: [{ ID: "1" }] });
    await send(pbx, { command: "RemoveConfig", ExtensionId: "1" });
    expect(pbx.extensions.size).toBe(1);
    expect(pbx.requests[0]).toMatchObject({ code: 304, executed: false });
  });
});

describe("addresses", () => {
  it("that are not allowed are refused", async () => {
    const pbx = await startPbx({ allow: ["10.0.0.0/8"] });
    expect((await listExtensions(pbx)).code).toBe(307);
    pbx.allow = ["10.0.0.0/8", "127.0.0.1"];
    expect((await listExtensions(pbx)).code).toBe(200);
    pbx.allow = [];
    expect((await listExtensions(pbx)).code).toBe(307);
    pbx.allow = undefined;
    expect((await listExtensions(pbx)).code).toBe(200);
  });

  it("that are denied are refused although they are allowed", async () => {
    const pbx = await startPbx({ allow: ["127.0.0.0/255.0.0.0"], deny: ["127.0.0.1/32"] });
    expect((await listExtensions(pbx)).code).toBe(307);
    pbx.deny = ["127.0.0.2"];
    expect((await listExtensions(pbx)).code).toBe(200);
    expect(pbx.allow).toEqual(["127.0.0.0/255.0.0.0"]);
    expect(pbx.deny).toEqual(["127.0.0.2"]);
  });

  it.each([
    ["192.168.0.7", "192.168.0.7", true],
    ["192.168.0.7", "192.168.0.8", false],
    ["192.168.0.0/24", "192.168.0.255", true],
    ["192.168.0.0/24", "192.168.1.0", false],
    ["192.168.0.0/255.255.254.0", "192.168.1.9", true],
    ["192.168.0.0/255.255.254.0", "192.168.2.9", false],
    ["0.0.0.0/0", "8.8.8.8", true],
    ["0.0.0.0/0.0.0.0", "8.8.8.8", true],
    ["192.168.0.7", "::ffff:192.168.0.7", true],
    ["192.168.0.0/24", "::ffff:192.168.0.7", true],
    ["192.168.0.0/24", "::ffff:192.168.1.7", false],
    ["0.0.0.0/0", "", false],
    ["fd00::/8", "fd12::1", true],
    ["fd00::/8", "fe80::1", false],
    ["::1", "::1", true],
    ["127.0.0.1", "::1", false],
  ])("%s holds %s: %s", (net, address, isIn) => {
    expect(new AddressFilter([net]).has(address)).toBe(isIn);
  });

  it.each([
    "",
    "pbx.local",
    "192.168.0",
    "192.168.0.0/33",
    "192.168.0.0/255.0.255.0",
    "1.2.3.4/8/8",
    "fd00::/129",
    "fd00::/255.0.0.0",
    "1.2.3.4/",
  ])("%j is none", async (text) => {
    expect(() => new AddressFilter([text])).toThrow(AddressError);
    expect(() => new AddressFilter([text])).toThrow(JSON.stringify(text));
    await expect(Simulator.start({ allow: [text] })).rejects.toThrow(AddressError);
  });
});
