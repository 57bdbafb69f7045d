import * as pulumi from "@pulumi/pulumi";
import { callOutput } from "../../../../provider/functions/call";
import type { FunctionDescriptor } from "../../../../provider/functions/descriptor";
import type { FunctionArgs } from "../../../../provider/functions/types";

describe("the Output variant of a function", () => {
  it("hands on all options of the program, so that a misspelt one is refused as it is without Outputs", async () => {
    const asked: unknown[] = [];
    const descriptor: FunctionDescriptor<FunctionArgs, string> = {
      name: "find",
      args: ["extensionId", "match"],
      secrets: [],
      result: "found",
      run: async (_client, args) => {
        asked.push(args);
        return "found";
      },
    };
    process.env.OZEKI_URL = "http://127.0.0.1:1";
    const found = callOutput(descriptor, { match: pulumi.output("1*") } as object, pulumi.output("1000"));
    expect(await (found as { promise(): Promise<string> }).promise()).toBe("found");
    expect(asked).toEqual([{ extensionId: "1000", match: "1*" }]);
  });
});
