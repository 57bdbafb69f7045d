import { execFile } from "node:child_process";
import { join } from "node:path";
import { HttpServer } from "../support/httpServer";
import { stopAfterTest } from "../support/onTestFinished";
import { okReply } from "../support/replies";
import { tlsFile } from "../support/tlsFile";

const CLI = join(__dirname, "../../dist/cli/main.js");

/** Node.js reads these variables at its start, so the command runs in a process of its own. */
function list(environment: Record<string, string>, ...args: string[]): Promise<{ code: number; errors: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_NO_WARNINGS: "1", OZEKI_MAX_RETRIES: "0", ...environment };
    execFile(process.execPath, [CLI, "list", "--json", ...args], { env }, (error, _, errors) =>
      resolve({ code: error === null ? 0 : Number(error.code), errors }),
    );
  });
}

describe("a TLS proxy before the PBX", () => {
  let proxy: HttpServer;
  beforeEach(async () => {
    proxy = stopAfterTest(await HttpServer.start(okReply, "server.pem"));
  });

  test("is trusted by the authority of NODE_EXTRA_CA_CERTS, also beside another authority in ozeki:caFile", async () => {
    const environment = { NODE_EXTRA_CA_CERTS: tlsFile("authority.pem") };
    expect(await list(environment, "--url", proxy.origin)).toEqual({ code: 0, errors: "" });
    const others = ["--ca-file", tlsFile("expired.pem")];
    expect(await list(environment, "--url", proxy.origin, ...others)).toEqual({ code: 0, errors: "" });
    expect(proxy.requests).toHaveLength(2);
  });

  test.each([[[]], [["--ca-file", tlsFile("expired.pem")]]])(
    "gets no request where it is not trusted, whatever NODE_TLS_REJECT_UNAUTHORIZED says: %j",
    async (args) => {
      const { code, errors } = await list({ NODE_TLS_REJECT_UNAUTHORIZED: "0" }, "--url", proxy.origin, ...args);
      expect(code).toBe(1);
      expect(errors).toContain("the certificate of this address is not trusted");
      expect(proxy.requests).toHaveLength(0);
    },
  );
});
