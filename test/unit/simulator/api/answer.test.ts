import { addConfig, getConfig, listExtensions, send } from "../support/send";
import { startPbx } from "../support/startPbx";

const lines = (...all: string[]) => all.join("\r\n");

describe("the documented bytes", () => {
  it("of the 401 sample: 263 of them", async () => {
    const pbx = await startPbx({ faults: ["code-401"] });
    const reply = await send(pbx, { command: "GetConfig", ExtensionId: "9986" });
    expect(reply.text).toBe(
      lines(
        `<?xml version="1.0"?>`,
        `<Response xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`,
        "  <Code>401</Code>",
        "  <Message>API extension '9986' unavailable, please check configuration or permissions</Message>",
        "</Response>",
      ),
    );
    expect(reply.bytes).toHaveLength(263);
    expect(reply.headers["content-length"]).toBe("263");
  });

  it("of an ordinary answer: namespaces, no encoding, code and message", async () => {
    const pbx = await startPbx();
    const reply = await addConfig(pbx, `<Config knownType="MadeUpMenuInfo"><ID>1</ID></Config>`, "MadeUpMenu");
    expect(reply.text).toBe(
      lines(
        `<?xml version="1.0"?>`,
        `<Response xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">`,
        "  <Code>200</Code>",
        "  <Message>Command successfully executed</Message>",
        "</Response>",
      ),
    );
  });

  it("of GetConfig: encoding, no namespaces, the payload first", async () => {
    const pbx = await startPbx({
      extensions: [
        {
          ID: "1000",
          Password: "1000",
          UserID: "user1000",
          LastIPAddress: "192.168.115.188:5060 (Udp)",
          UserAgentName: "Grandstream GXP2000 1.2.5.3",
        },
      ],
    });
    const reply = await getConfig(pbx, "1000");
    expect(reply.text).toBe(
      lines(
        `<?xml version="1.0" encoding="utf-8"?>`,
        "<Response>",
        `  <Config knownType="SIPExtensionInfo">`,
        "    <AuthorizationName>1000</AuthorizationName>",
        "    <Password>1000</Password>",
        "    <LastIPAddress>192.168.115.188:5060 (Udp)</LastIPAddress>",
        "    <UserAgentName>Grandstream GXP2000 1.2.5.3</UserAgentName>",
        "    <Enabled>true</Enabled>",
        "    <ID>1000</ID>",
        "    <UserID>user1000</UserID>",
        "  </Config>",
        "  <Code>200</Code>",
        "  <Message>Command successfully executed</Message>",
        "</Response>",
      ),
    );
  });

  it("of a list: the payload last", async () => {
    const pbx = await startPbx({
      extensions: [{ ID: "007" }, `<Config knownType="MadeUpQueueInfo"><ID>8</ID></Config>`],
    });
    const reply = await listExtensions(pbx);
    expect(reply.text).toBe(
      lines(
        `<?xml version="1.0"?>`,
        `<Response xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">`,
        "  <Code>200</Code>",
        "  <Message>Command successfully executed</Message>",
        "  <Extensions>",
        "    <ExtensionSummary>",
        "      <Id>007</Id>",
        "      <Type>SIP</Type>",
        "    </ExtensionSummary>",
        "    <ExtensionSummary>",
        "      <Id>8</Id>",
        "      <Type>MadeUpQueue</Type>",
        "    </ExtensionSummary>",
        "  </Extensions>",
        "</Response>",
      ),
    );
  });

  it("of the calls in progress, every documented field", async () => {
    const pbx = await startPbx({
      callsInProgress: [
        { CallState: "InCall", CallId: "42", Source: "1000", CallerId: "Jane <1000>", Destination: "1001" },
      ],
    });
    pbx.calls.push({ CallId: "43", StartTime: "2024-01-01 10:00:00", RingDuration: "3", TalkDuration: "60" });
    const reply = await send(pbx, { command: "ListActiveCalls" });
    expect(reply.text).toContain(
      lines(
        "  <ActiveCalls>",
        "    <CallInfo>",
        "      <CallState>InCall</CallState>",
        "      <CallId>42</CallId>",
        "      <Source>1000</Source>",
        "      <CallerId>Jane &lt;1000&gt;</CallerId>",
        "      <Destination>1001</Destination>",
        "      <StartTime />",
        "      <RingDuration />",
        "      <TalkDuration />",
        "    </CallInfo>",
        "    <CallInfo>",
        "      <CallState />",
        "      <CallId>43</CallId>",
        "      <Source />",
        "      <CallerId />",
        "      <Destination />",
        "      <StartTime>2024-01-01 10:00:00</StartTime>",
        "      <RingDuration>3</RingDuration>",
        "      <TalkDuration>60</TalkDuration>",
        "    </CallInfo>",
        "  </ActiveCalls>",
        "</Response>",
      ),
    );
  });

  it("of the head: a type without charset, the server's name, the length in bytes", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1", Note: "é" }] });
    const reply = await getConfig(pbx, "1");
    expect(reply.status).toBe(200);
    expect(reply.headers["content-type"]).toBe("application/xml");
    expect(reply.headers.server).toBe("Microsoft-HTTPAPI/2.0");
    expect(reply.headers["content-length"]).toBe(String(reply.bytes.length));
    expect(reply.bytes.length).toBeGreaterThan(reply.text.length);
    expect(reply.bytes.subarray(0, 5).toString("latin1")).toBe("<?xml");
  });
});
