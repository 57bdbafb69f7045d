import * as pulumi from "@pulumi/pulumi";
import { onceKnown } from "../../provider/functions/oneExtension";

describe("a look-up of what is not known yet", () => {
  it("hands on all options that the program gave, so that a misspelt one is refused as it is without Outputs", async () => {
    const asked: unknown[] = [];
    const options = { connection: pulumi.output("branch"), conection: "main" };
    const found = onceKnown(pulumi.output("1000"), options, async (...given) => {
      asked.push(given);
      return "found";
    });
    expect(await (found as unknown as { promise(): Promise<string> }).promise()).toBe("found");
    expect(asked).toEqual([["1000", { connection: "branch", conection: "main" }]]);
  });
});
