import { clearTextSecrets } from "../../../../provider/config/clearTextSecrets";
import { keyNames, keyOf } from "../../../../provider/config/configurationKeys";

const warningsOf = (config: Record<string, string>, secretKeys: string[] = []) =>
  clearTextSecrets(
    (key) => config[key],
    (key) => secretKeys.includes(key),
  );
const connections = JSON.stringify({ branch: { url: "http://b:7780", username: "b", password: "Marked-1" } });
const secretSettings: Record<string, string> = {
  ...Object.fromEntries(keyNames.filter((key) => keyOf(key).secret).map((key) => [`ozeki:${key}`, "Marked-1"])),
  "ozeki:connections": connections,
};

describe("a secret in the stack's configuration", () => {
  it.each(Object.entries(secretSettings))(
    "is reported in clear text, with the command that repairs it: %s",
    (key, value) => {
      const [warning, ...others] = warningsOf({ [key]: value });
      expect(others).toEqual([]);
      expect(warning).toContain(`${key} has a password in clear text`);
      expect(warning).toContain("Change the password on the PBX");
      expect(warning).toMatch(/`pulumi config set --secret (--path )?ozeki:/);
      expect(warning).not.toContain("Marked");
    },
  );

  it.each(Object.entries(secretSettings))("is not reported where Pulumi encrypts it: %s", (key, value) => {
    expect(warningsOf({ [key]: value }, [key])).toEqual([]);
  });

  it("is none where a setting holds no password, or nothing", () => {
    const config = {
      "ozeki:url": "http://pbx:7780",
      "ozeki:password": "",
      "ozeki:connections": '{"b":{"url":"http://b"}}',
    };
    expect(warningsOf(config)).toEqual([]);
  });
});
