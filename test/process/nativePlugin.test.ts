import { setTimeout as sleep } from "node:timers/promises";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Value } from "google-protobuf/google/protobuf/struct_pb";
import { nativeFunctions } from "../../provider/adapters/native/functions";
import { nativeToken } from "../../provider/types/tokens";
import { Simulator } from "../../simulator";
import { NativePlugin, struct } from "../support/nativePlugin";
import { callAndReset, canBeOtherUser, codesFor } from "../support/otherUser";
import { until } from "../support/until";

const URN = "urn:pulumi:dev::office::my:component:Floor$ozeki:index:SipExtension::reception";
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

let pbx: Simulator;
let plugin: NativePlugin;

const start = async () => {
  pbx = await Simulator.start();
  plugin = await NativePlugin.start({ url: pbx.origin, maxRetries: "0" });
};
const stop = async () => {
  await plugin.stop();
  await pbx.stop();
};

const check = async (news: Record<string, unknown>, olds: Record<string, unknown> = {}) => {
  const request = new messages.CheckRequest().setUrn(URN).setOlds(struct(olds)).setNews(struct(news));
  const response = await plugin.call<messages.CheckResponse>("check", request);
  return {
    inputs: (response.getInputs()?.toJavaScript() ?? {}) as Record<string, unknown>,
    failures: response.getFailuresList().map((failure) => failure.getReason()),
  };
};

const configuration = (config: Record<string, unknown>) => new messages.ConfigureRequest().setArgs(struct(config));

const createRequest = async () => {
  const { inputs } = await check({ extensionId: "1000", userId: "reception", password: "Marked-1" });
  return new messages.CreateRequest().setUrn(URN).setProperties(struct(inputs));
};

const stateOf = (created: messages.CreateResponse) => struct(created.getProperties()?.toJavaScript() ?? {});

const invoke = async (name: string, args: Record<string, unknown>) => {
  const request = new messages.InvokeRequest().setTok(`ozeki:index:${name}`).setArgs(struct(args));
  return (await plugin.call<messages.InvokeResponse>("invoke", request)).getReturn()?.toJavaScript();
};

describe("the native plugin, where nothing is written", () => {
  beforeAll(start);
  afterEach(() => {
    for (const id of pbx.extensions.ids()) {
      pbx.extensions.remove(id);
    }
  });
  afterAll(stop);

  test.each(["parameterize", "call", "construct", "getMapping", "getMappings", "invoke"])(
    "answers UNIMPLEMENTED to %s",
    async (method) => {
      const requests: Record<string, unknown> = {
        parameterize: new messages.ParameterizeRequest(),
        call: new messages.CallRequest(),
        construct: new messages.ConstructRequest(),
        getMapping: new messages.GetMappingRequest(),
        getMappings: new messages.GetMappingsRequest(),
        invoke: new messages.InvokeRequest().setTok("ozeki:index:noSuchThing"),
      };
      await expect(plugin.call(method, requests[method])).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
    },
  );

  test("answers UNIMPLEMENTED for a resource that it does not have", async () => {
    const request = new messages.CheckRequest().setUrn("urn:pulumi:dev::office::ozeki:index:Trunk::t");
    await expect(plugin.call("check", request)).rejects.toMatchObject({
      code: status.UNIMPLEMENTED,
      message: expect.stringContaining("ozeki:index:Trunk"),
    });
  });

  test("marks every secret, also those that the program did not mark", async () => {
    const elements = { VoicemailPin: "4711", Codec: { ...SECRET, value: "PCMA" }, Ptime: "20" };
    const { inputs, failures } = await check({ extensionId: "1000", userId: "reception", elements });
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({
      password: SECRET,
      elements: { VoicemailPin: { ...SECRET, value: "4711" }, Codec: { ...SECRET, value: "PCMA" }, Ptime: "20" },
    });
  });

  test("calls every function, and returns secrets as secrets", async () => {
    pbx.extensions.set({ ID: "1000", UserID: "reception", Password: "Marked-1", VoicemailPin: "Marked-2" });
    expect(await invoke("getSipExtension", { extensionId: "1000" })).toMatchObject({
      userId: "reception",
      hasRegistered: false,
      password: { ...SECRET, value: "Marked-1" },
      secretElements: { ...SECRET, value: { VoicemailPin: "Marked-2" } },
    });
    expect(await invoke("getExtension", { extensionId: "1000", connection: null })).toMatchObject({
      knownType: "SIPExtensionInfo",
      secretElements: { ...SECRET, value: { Password: "Marked-1", VoicemailPin: "Marked-2" } },
    });
    expect(await invoke("listExtensions", { type: "SIP", match: "1*" })).toEqual({
      extensions: [{ id: "1000", type: "SIP" }],
    });
    expect(await invoke("listExtensionTypes", {})).toEqual({ types: ["SIP", "MadeUpMenu", "MadeUpQueue"] });
    expect(await invoke("listActiveCalls", {})).toEqual({ calls: [] });
    expect(Object.keys(nativeFunctions).sort()).toEqual(
      ["getExtension", "getSipExtension", "listActiveCalls", "listExtensionTypes", "listExtensions"].map(nativeToken),
    );
  });

  test.each([
    ["getSipExtension", { extensionId: "7" }, /^There is no extension 7 on \S+ \(code 701\)/],
    ["getSipExtension", {}, /^extensionId: is missing$/],
    ["getSipExtension", { extensionId: 1000 }, /^extensionId: must be a string, got a number: put it in quotes/],
    ["listExtensions", { Type: "SIP" }, /^Type: no such option; there are type, match, connection$/],
    ["listExtensions", { match: "[" }, /^match: is not a pattern/],
    ["listExtensions", { connection: "nowhere" }, /ozeki:connections has no entry "nowhere"/],
  ])("reports in one line what is wrong with a function call: %s %j", async (name, args, message) => {
    await expect(invoke(name, args)).rejects.toMatchObject({ message: expect.stringMatching(message) });
  });

  test.each([{}, { extensionId: "1000" }, { userId: "visitor", elements: { Codec: "PCMA" } }])(
    "reads an extension that the program gets, with this part of its state: %j",
    async (properties) => {
      pbx.extensions.set({ ID: "1000", UserID: "reception", Password: "Marked-1" });
      const request = new messages.ReadRequest().setUrn(URN).setId("1000");
      request.setProperties(struct(properties)).setInputs(struct(properties));
      const response = await plugin.call<messages.ReadResponse>("read", request);
      expect(response.getId()).toBe("1000");
      expect(response.getProperties()?.toJavaScript()).toMatchObject({
        extensionId: "1000",
        userId: "reception",
        password: { ...SECRET, value: "Marked-1" },
        pbx: pbx.origin,
      });
    },
  );

  test("shows a changed address as a change of pbx", async () => {
    const { inputs } = await check({ extensionId: "1000", userId: "reception" });
    const olds = { ...inputs, pbx: "http://127.0.0.1:1" };
    const request = new messages.DiffRequest().setUrn(URN).setId("1000").setOlds(struct(olds)).setNews(struct(inputs));
    const response = await plugin.call<messages.DiffResponse>("diff", request);
    const changes = response.getDetaileddiffMap();
    expect([...changes.keys()]).toEqual(["pbx"]);
    expect(changes.get("pbx")?.getKind()).toBe(messages.PropertyDiff.Kind.UPDATE);
  });

  test("refreshes an imported extension without a password in its inputs", async () => {
    pbx.extensions.set({ ID: "1000", UserID: "reception", Password: "Marked-1" });
    const imported = await plugin.call<messages.ReadResponse>(
      "read",
      new messages.ReadRequest().setUrn(URN).setId("1000"),
    );
    const request = new messages.ReadRequest().setUrn(URN).setId("1000");
    request.setProperties(imported.getProperties()).setInputs(imported.getInputs());
    const refreshed = await plugin.call<messages.ReadResponse>("read", request);
    expect(refreshed.getInputs()?.toJavaScript()).toEqual(imported.getInputs()?.toJavaScript());
    expect(refreshed.getInputs()?.toJavaScript()).not.toHaveProperty("password");
  });
});

// Each has a process of its own: one process is one run of the engine, and remembers what it created.
describe("the native plugin", () => {
  beforeEach(start);
  afterEach(stop);

  test("sends one list in the preview of a create, and nothing in the preview of an update", async () => {
    const request = await createRequest();
    const previewed = await plugin.call<messages.CreateResponse>("create", request.clone().setPreview(true));
    expect(previewed.getProperties()?.toJavaScript()).toMatchObject({ authorizationName: "1000", enabled: true });
    const { inputs } = await check({ extensionId: "1000", userId: "other", password: "Marked-1" });
    const update = new messages.UpdateRequest().setUrn(URN).setId("1000").setOlds(stateOf(previewed));
    await plugin.call("update", update.setNews(struct(inputs)).setPreview(true));
    expect(pbx.commands()).toEqual(["ListExtensions 200"]);
  });

  test("keeps the phone when a delete follows the create of another resource with the same ID", async () => {
    const created = await plugin.call<messages.CreateResponse>("create", await createRequest());
    const request = new messages.DeleteRequest().setUrn(`${URN}-old`).setId("1000").setProperties(stateOf(created));
    await plugin.call("delete", request);
    expect(pbx.commands()).toEqual(["ListExtensions 200", "AddConfig 1000 200"]);
  });

  test("refuses a second create of an ID in the same run, and an extension that exists and differs", async () => {
    await plugin.call("create", await createRequest());
    const second = (await createRequest()).setUrn(`${URN}-second`);
    await expect(plugin.call("create", second)).rejects.toMatchObject({
      message: expect.stringContaining("is declared twice"),
    });
    pbx.extensions.set({ ID: "2000", UserID: "visitor", Password: "Marked-2" });
    const { inputs } = await check({ extensionId: "2000", userId: "sales", password: "Marked-1" });
    const other = new messages.CreateRequest().setUrn(`${URN}-other`).setProperties(struct(inputs));
    await expect(plugin.call("create", other)).rejects.toMatchObject({
      message: expect.stringMatching(/^Extension 2000 already exists on .* with a different userId, password\./),
    });
    expect(pbx.extensions.text("2000", "UserID")).toBe("visitor");
  });

  test("reads drift property by property, and an extension that is gone as a blank ID", async () => {
    const created = await plugin.call<messages.CreateResponse>("create", await createRequest());
    const read = async () => {
      const request = new messages.ReadRequest().setUrn(URN).setId("1000").setProperties(stateOf(created));
      return plugin.call<messages.ReadResponse>("read", request.setInputs(stateOf(created)));
    };
    pbx.extensions.setElement("1000", "Enabled", "false");
    pbx.extensions.setElement("1000", "UserID", "visitor");
    const drifted = await read();
    expect(drifted.getInputs()?.toJavaScript()).toMatchObject({ enabled: false, userId: "visitor" });
    expect(drifted.getProperties()?.toJavaScript()).toMatchObject({ enabled: false, userId: "visitor" });
    pbx.extensions.remove("1000");
    expect((await read()).getId()).toBe("");
  });

  test("reports what the PBX refuses in one line with the next step, in create, read and delete", async () => {
    const created = await plugin.call<messages.CreateResponse>("create", await createRequest());
    const fresh = await NativePlugin.start({ url: pbx.origin, maxRetries: "0" });
    try {
      pbx.deny = ["127.0.0.1"];
      const refused = {
        message: expect.stringMatching(/^[^\n]*\(code 307\)[^\n]*Allow this machine's address[^\n]*$/),
      };
      const read = new messages.ReadRequest().setUrn(URN).setId("1000").setProperties(stateOf(created));
      const deletion = new messages.DeleteRequest().setUrn(URN).setId("1000").setProperties(stateOf(created));
      await expect(fresh.call("read", read)).rejects.toMatchObject(refused);
      await expect(fresh.call("delete", deletion)).rejects.toMatchObject(refused);
      await expect(fresh.call("create", await createRequest())).rejects.toMatchObject(refused);
    } finally {
      await fresh.stop();
    }
  });

  test("sends no write over a read-only connection", async () => {
    const created = await plugin.call<messages.CreateResponse>("create", await createRequest());
    const sent = pbx.writes.length;
    const { inputs } = await check({ extensionId: "2000", userId: "sales", password: "Marked-1" });
    const creation = new messages.CreateRequest().setUrn(`${URN}-other`).setProperties(struct(inputs));
    const readOnly = await NativePlugin.start({ url: pbx.origin, readOnly: "true" });
    try {
      const refused = { message: expect.stringContaining("the connection is read-only, and nothing was sent.") };
      const news = struct({ extensionId: "1000", userId: "other", password: "Marked-1" });
      const update = new messages.UpdateRequest().setUrn(URN).setId("1000").setOlds(stateOf(created)).setNews(news);
      const deletion = new messages.DeleteRequest().setUrn(URN).setId("1000").setProperties(stateOf(created));
      await expect(readOnly.call("delete", deletion)).rejects.toMatchObject(refused);
      await expect(readOnly.call("update", update)).rejects.toMatchObject(refused);
      await expect(readOnly.call("create", creation)).rejects.toMatchObject(refused);
      expect(pbx.writes).toHaveLength(sent);
    } finally {
      await readOnly.stop();
    }
  });

  test("ends a create when its timeout passes, and returns what may have been created", async () => {
    pbx.fail("hang@AddConfig");
    const request = (await createRequest()).setTimeout(1);
    await expect(plugin.call("create", request)).rejects.toMatchObject({
      partial: {
        id: "1000",
        properties: { extensionId: "1000", unconfirmedOn: pbx.origin, password: SECRET },
        reasons: [expect.stringMatching(/may or may not have been created on .* timeout of 1 s .*customTimeouts/)],
      },
    });
  });

  test("finishes a create that was sent when the run is cancelled, and starts no other", async () => {
    const single = await NativePlugin.start({ url: pbx.origin, maxConcurrency: "1" });
    try {
      pbx.fail("slow:3@AddConfig");
      const { inputs } = await check({ extensionId: "1001", userId: "sales" });
      const creation = single.call<messages.CreateResponse>("create", await createRequest());
      const other = single.call("create", new messages.CreateRequest().setUrn(`${URN}2`).setProperties(struct(inputs)));
      const refused = expect(other).rejects.toMatchObject({
        message: "Extension 1001: the create was stopped, because the run was cancelled. Nothing was written.",
      });
      await until(() => pbx.commands().some((command) => command.startsWith("AddConfig")), "AddConfig");
      await single.call("cancel", new Empty());
      await refused;
      expect((await creation).getId()).toBe("1000");
      expect(pbx.extensions.ids()).toEqual(["1000"]);
      expect(pbx.writes).toHaveLength(1);
    } finally {
      await single.stop();
    }
  });

  test.each([
    [undefined, "rejected"],
    [20, "fulfilled"],
  ])("repeats a read for as long as customTimeouts allows: %p s is %s", async (seconds, status) => {
    const hasty = await NativePlugin.start({ url: pbx.origin, requestTimeout: "0.2" });
    try {
      pbx.extensions.set({ ID: "1000" });
      pbx.fail("drop-before@GetConfig#1-3");
      const request = new messages.ReadRequest()
        .setUrn(URN)
        .setId("1000")
        .setTimeout(seconds ?? 0);
      const [outcome] = await Promise.allSettled([hasty.call("read", request)]);
      expect(outcome?.status).toBe(status);
    } finally {
      await hasty.stop();
    }
  });

  test("accepts a customTimeouts of any length", async () => {
    const request = (await createRequest()).setTimeout(1_000 * 3_600);
    expect((await plugin.call<messages.CreateResponse>("create", request)).getId()).toBe("1000");
  });

  test("logs to the engine that attaches itself", async () => {
    const heard: string[] = [];
    const engine = new Server();
    engine.addService(EngineService, {
      log: (call: { request: LogRequest }, answer: (error: null, response: Empty) => void) => {
        heard.push(call.request.getMessage());
        answer(null, new Empty());
      },
    } as never);
    const port = await new Promise<number>((resolve, reject) =>
      engine.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      ),
    );
    await plugin.stop();
    plugin = await NativePlugin.start({ url: "http://127.0.0.1:1" }, []);
    try {
      await plugin.call("attach", new PluginAttach().setAddress(`127.0.0.1:${port}`));
      // One that is debugged serves one engine after the other.
      await plugin.call("configure", configuration({ url: pbx.origin, maxRetries: "0" }));
      pbx.extensions.set({ ID: "1000", UserID: "reception", Password: "Marked-1" });
      await plugin.call("create", await createRequest());
      expect(heard).toEqual([expect.stringMatching(/^Extension 1000 already exists on .* It was kept/)]);
      // The same engine does for each of its providers: it is one run, and what the run has created stays known.
      await plugin.call("attach", new PluginAttach().setAddress(`127.0.0.1:${port}`));
      await expect(plugin.call("create", (await createRequest()).setUrn(`${URN}2`))).rejects.toMatchObject({
        message: expect.stringContaining("is declared twice"),
      });
    } finally {
      engine.forceShutdown();
    }
  });

  test("keeps its configuration and its engine, for every caller", async () => {
    const own = { url: pbx.origin, maxRetries: "0" };
    await plugin.call("configure", configuration(own));
    const denied = { code: status.PERMISSION_DENIED };
    await expect(plugin.call("configure", configuration({ ...own, url: "http://127.0.0.1:1" }))).rejects.toMatchObject(
      denied,
    );
    await expect(plugin.call("attach", new PluginAttach().setAddress("127.0.0.1:1"))).rejects.toMatchObject(denied);
    await plugin.call("create", await createRequest());
    expect(pbx.writes).toHaveLength(1);
  });

  (canBeOtherUser() ? test : test.skip)("answers to no other user of the machine", async () => {
    const names = ["GetPluginInfo", "Invoke", "Configure", "Delete", "Cancel"];
    expect(codesFor("other user", plugin.port, ...names)).toEqual(names.map(() => -1));
    expect(codesFor("this user", plugin.port, "GetPluginInfo")).toEqual([status.OK]);
    await plugin.call("create", await createRequest());
  });

  (canBeOtherUser() ? test : test.skip)(
    "executes no call of another user who resets the connection at once",
    async () => {
      pbx.extensions.set({ ID: "1000" });
      const request = new messages.DeleteRequest().setUrn(URN).setId("1000");
      request.setProperties((await createRequest()).getProperties());
      request.getProperties()?.getFieldsMap().set("pbx", Value.fromJavaScript(pbx.origin));
      pbx.forgetRequests();
      await callAndReset(plugin.port, "Delete", request.serializeBinary(), 200);
      // It comes after all of them.
      await plugin.call("getPluginInfo", new Empty());
      await sleep(500);
      expect(pbx.commands()).toEqual([]);
      // The same call of this user is executed.
      await plugin.call("delete", request);
      expect(pbx.extensions.has("1000")).toBe(false);
    },
  );

  test("lists again where it wrote since a list that is being read began: a call sees what was created before it", async () => {
    const request = await createRequest();
    pbx.forgetRequests();
    pbx.fail("slow:20@ListExtensions");
    const before = invoke("listExtensions", {});
    await until(() => pbx.commands().length > 0, "ListExtensions");
    await plugin.call("create", request);
    const after = invoke("listExtensions", {});
    expect(await Promise.all([before, after])).toEqual([
      { extensions: [] },
      { extensions: [{ id: "1000", type: "SIP" }] },
    ]);
  });

  test("ends a delete that waits when the run is cancelled", async () => {
    // Not made by this process: it removes nothing that it has just made.
    pbx.extensions.set({ ID: "1000" });
    const request = new messages.DeleteRequest().setUrn(URN).setId("1000");
    request.setProperties((await createRequest()).getProperties());
    request.getProperties()?.getFieldsMap().set("pbx", Value.fromJavaScript(pbx.origin));
    pbx.fail("hang@RemoveConfig");
    const deletion = plugin.call("delete", request);
    const refused = expect(deletion).rejects.toMatchObject({
      message: expect.stringMatching(/^Extension 1000: the delete was stopped, because the run was cancelled\./),
    });
    await until(() => pbx.commands().some((command) => command.startsWith("RemoveConfig")), "RemoveConfig");
    await plugin.call("cancel", new Empty());
    await refused;
  });
});
