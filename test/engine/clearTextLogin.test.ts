import { Simulator } from "../../simulator";
import { bothAdapters } from "../support/adapters";
import { TestStack } from "../support/testStack";

const PASSWORD = "Login-in-clear-text-1";
const WARNING = "ozeki:password has a password in clear text";

describe.each(bothAdapters)("the login's password in the stack's configuration, by the %s provider", (adapter) => {
  let pbx: Simulator;
  let stack: TestStack;
  let config: Record<string, string>;
  beforeAll(async () => {
    pbx = await Simulator.start({ login: { username: "api", password: PASSWORD } });
    const program = 'new SipExtension("reception", { extensionId: "1000", userId: "user" });';
    stack = await TestStack.create({ adapter, program });
    config = { "ozeki:url": pbx.origin, "ozeki:username": "api" };
  });
  afterAll(async () => {
    stack.remove();
    await pbx.stop();
  });

  test("is reported in a preview, or encrypted in the state by the provider itself", async () => {
    stack.configure({ ...config, "ozeki:password": PASSWORD });
    const up = await stack.upWithPreview();
    expect(up).toMatchObject({ code: 0 });
    const { output } = await stack.pulumiShowingSecrets(["stack", "export"]);
    expect(output).toContain("reception");
    if (adapter === "dynamic") {
      expect(up.output).toContain(`${WARNING}, in the stack's file and in the state`);
      expect(output).toContain(PASSWORD);
    } else {
      // The engine does not tell a plugin which values of the configuration are secrets.
      expect(output).not.toContain(PASSWORD);
    }
  });

  test("is not reported where it is encrypted", async () => {
    stack.configure(config);
    stack.setSecret("ozeki:password", PASSWORD);
    const preview = await stack.preview();
    expect(preview).toMatchObject({ code: 0 });
    expect(preview.output).not.toContain("in clear text");
  });
});
