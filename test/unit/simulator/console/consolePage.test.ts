import { listExtensions, send, sendRaw } from "../support/send";
import { startPbx } from "../support/startPbx";

describe("the console", () => {
  it("shows extensions and requests, and no password", async () => {
    const pbx = await startPbx({
      console: true,
      extensions: [{ ID: "1000", Password: "sip-secret", UserID: "<b>jane</b>", LastIPAddress: "10.0.0.1:5060 (Udp)" }],
      login: { username: "admin", password: "login-secret" },
    });
    await send(pbx, { command: "GetConfig", ExtensionId: "<1000>", Username: "admin", Password: "login-secret" });
    const { status, headers, text } = await sendRaw(pbx, { path: "/__console" });
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(text).toContain(
      "<td>1000</td><td>SIP</td><td>&lt;b&gt;jane&lt;/b&gt;</td><td>true</td><td>••••••••</td><td>10.0.0.1:5060 (Udp)</td>",
    );
    expect(text).toContain("GetConfig  &lt;1000&gt;  701");
    expect(text).not.toContain("secret");
    expect(text).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)|<script|src=/);
    expect(pbx.requests).toHaveLength(1);
  });

  it("shows hidden characters of IDs and users, and does not obey them", async () => {
    const pbx = await startPbx({ console: true, extensions: [{ ID: "1\u202e2", UserID: "a\u200b\u3164b" }] });
    await send(pbx, { command: "GetConfig", ExtensionId: "1\u202e2" });
    const { text } = await sendRaw(pbx, { path: "/__console" });
    expect(text).toContain("<td>1\\u202E2</td><td>SIP</td><td>a\\u200B\\u3164b</td>");
    expect(text).toContain("GetConfig  1\\u202E2  200");
    expect(text).not.toMatch(/[\u202e\u200b\u3164]/);
  });

  it("reports that there is nothing yet, or the number where there are many", async () => {
    const pbx = await startPbx({ console: true });
    expect((await sendRaw(pbx, { path: "/__console" })).text).toContain("<pre>none yet</pre>");
    const office = await startPbx({ console: true, extensions: 201 });
    expect((await sendRaw(office, { path: "/__console" })).text).toContain("<h2>Extensions: 201, the first 200</h2>");
  });

  it("does not exist for a refused address, nor without the option", async () => {
    const pbx = await startPbx({ console: true, deny: ["127.0.0.1"] });
    expect((await sendRaw(pbx, { path: "/__console" })).status).toBe(404);
    const plain = await startPbx();
    expect((await sendRaw(plain, { path: "/__console" })).status).toBe(404);
    expect((await listExtensions(plain)).code).toBe(200);
  });
});
