import { testExample } from "../support/exampleInLanguage";
import { describeWithPython } from "../support/python";

const FUNCTION_CALL = `
porter = ozeki.get_sip_extension_output(extension_id="3000")
pulumi.export("porter", porter.password)
`;

describeWithPython("the example in Python", () => {
  testExample({
    language: "python",
    folder: "office-python",
    files: ["__main__.py", "requirements.txt"],
    withFunction: (program) => `${program}${FUNCTION_CALL}`,
    withImported: (program, code) => `${program}\n${code}`,
    importedUser: /user_id="porter"/,
    environment: { PIP_PREFER_BINARY: "1" },
  });
});
