import { status } from "@grpc/grpc-js";
import type { ListResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ListRequest } from "@pulumi/pulumi/proto/provider_pb";
import { UNKNOWN } from "../../provider/types/unknown";
import type { SimulatorOptions } from "../../simulator";
import { Simulator } from "../../simulator";
import { PBX_MENU, phoneInUse } from "../support/existingPbx";
import { NativePlugin, struct } from "../support/nativePlugin";
import { onTestFinished } from "../support/onTestFinished";
import { until } from "../support/until";

const SIP = "ozeki:index:SipExtension";
const OTHERS = "ozeki:index:Extension";

async function start(options: SimulatorOptions, config: Record<string, unknown> = {}) {
  const pbx = await Simulator.start(options);
  onTestFinished(() => pbx.stop());
  const plugin = await NativePlugin.start({ url: pbx.origin, maxRetries: "0", readOnly: "true", ...config });
  onTestFinished(() => plugin.stop());
  const list = async (query: Record<string, unknown> = {}, more: Partial<ListRequest.AsObject> = {}) => {
    const request = new ListRequest().setToken(more.token ?? SIP).setQuery(struct(query));
    request.setLimit(more.limit ?? 0).setPageSize(more.pageSize ?? 0);
    request.setContinuationToken(more.continuationToken ?? "");
    const responses = await plugin.stream<ListResponse>("list", request);
    return {
      ids: responses.flatMap((response) => response.getResult()?.getId() ?? []),
      names: responses.flatMap((response) => response.getResult()?.getName() ?? []),
      computed: responses.some((response) => response.hasComputed()),
      token: responses
        .find((response) => response.hasContinuation())
        ?.getContinuation()
        ?.getContinuationToken(),
    };
  };
  return { pbx, plugin, list };
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(1000 + index));

describe("the native plugin lists extensions", () => {
  test("of the type that the resource manages, by patterns and by type, and writes nothing", async () => {
    const { pbx, list } = await start({
      extensions: [phoneInUse("1000"), phoneInUse("1001"), phoneInUse("201"), PBX_MENU],
    });
    expect(await list()).toMatchObject({ ids: ["201", "1000", "1001"], names: ["201", "1000", "1001"] });
    expect((await list({ match: "10*" })).ids).toEqual(["1000", "1001"]);
    expect((await list({ match: "{1001,2??}", type: "SIP", connection: null })).ids).toEqual(["201", "1001"]);
    expect((await list({}, { token: OTHERS })).ids).toEqual(["600"]);
    expect((await list({ type: "MadeUpMenu" }, { token: OTHERS })).ids).toEqual(["600"]);
    expect((await list({ type: "MadeUpQueue" }, { token: OTHERS })).ids).toEqual([]);
    expect(new Set(pbx.commands())).toEqual(new Set(["ListExtensions 200"]));
  });

  test("in pages, with a limit, of another connection", async () => {
    const other = await Simulator.start({ extensions: 5 });
    onTestFinished(() => other.stop());
    const { list } = await start({ extensions: 1 }, { connections: { branch: { url: other.origin } } });
    const query = { connection: "branch" };
    const first = await list(query, { limit: 5, pageSize: 2 });
    const second = await list(query, { limit: 5, pageSize: 2, continuationToken: first.token ?? "" });
    const third = await list(query, { limit: 1, pageSize: 2, continuationToken: second.token ?? "" });
    expect([first.ids, second.ids, third.ids]).toEqual([["1000", "1001"], ["1002", "1003"], ["1004"]]);
    expect([first.token, second.token, third.token]).toEqual([expect.any(String), expect.any(String), undefined]);
  });

  test("as computed where an argument is unknown yet, and sends nothing", async () => {
    const { pbx, list } = await start({ extensions: 1 });
    expect(await list({ match: UNKNOWN })).toMatchObject({ computed: true, ids: [] });
    expect(pbx.commands()).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, Partial<ListRequest.AsObject>, string | RegExp]>([
    ["a pattern", { match: "[" }, {}, "match: is not a pattern: it has a [ without its other half"],
    ["a type", { type: 7 }, {}, /^type: must be a string, got a number/],
    ["an argument", { mach: "1*" }, {}, "mach: no such option; there are type, match, connection"],
    ["a connection", { connection: "nowhere" }, {}, /^ozeki:connections has no entry "nowhere"/],
    [
      "the type of the other resource",
      { type: "Menu" },
      {},
      "type: extensions of this type are listed by ozeki:Extension",
    ],
    [
      "the type SIP of the other resource",
      { type: "SIP" },
      { token: OTHERS },
      "type: extensions of this type are listed by ozeki:SipExtension",
    ],
    ["a continuation token", {}, { continuationToken: "?" }, /^continuationToken: is not one of this provider/],
    ["a resource", {}, { token: "ozeki:index:Trunk" }, /^The resource ozeki:index:Trunk is not implemented/],
  ])("reports in one line what is wrong with %s", async (_what, query, more, message) => {
    const { pbx, list } = await start({ extensions: 1 });
    await expect(list(query, more)).rejects.toMatchObject({
      message: typeof message === "string" ? message : expect.stringMatching(message),
    });
    expect(pbx.writes).toEqual([]);
  });

  test("reports a PBX that is off and a login that is refused, with the next step", async () => {
    const { pbx, list } = await start({ extensions: 1 }, { username: "api", password: "Marked-Wrong-1" });
    pbx.fail("code-305@ListExtensions#every");
    const refused = list();
    await expect(refused).rejects.toMatchObject({
      message: expect.stringMatching(/^ListExtensions on \S+ failed: .*\(code 305\)/),
    });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining("Marked-Wrong-1") });
    await pbx.stop();
    await expect(list()).rejects.toMatchObject({
      code: status.UNKNOWN,
      message: expect.stringMatching(
        /^ListExtensions on \S+ failed: cannot connect to the PBX .*Then run the command again\.$/,
      ),
    });
  });

  test("of a large PBX, and waits where the caller has no room for the next", async () => {
    const all = ids(29_000);
    const { list } = await start({ extensions: all.map((ID) => ({ ID, UserID: "u" })) });
    expect((await list()).ids).toEqual(all);
  });

  test("until the caller ends it: then it ends its request, too", async () => {
    const { pbx, plugin, list } = await start({ extensions: 1 });
    pbx.fail("hang@ListExtensions");
    const call = plugin.startStream("list", new ListRequest().setToken(SIP));
    const ended = new Promise((resolve) => call.once("error", resolve));
    await until(() => pbx.commands().length > 0, "ListExtensions");
    call.cancel();
    await expect(ended).resolves.toMatchObject({ code: status.CANCELLED });
    expect((await list()).ids).toEqual(["1000"]);
  });
});
