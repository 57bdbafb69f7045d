// The other side of the comparison: a list, and one GetConfig for each extension over so many connections, with every
// answer read to its end and thrown away. Nothing is parsed but the IDs.
import { Pool } from "undici";

const [origin = "", connections = "8"] = process.argv.slice(2);
const pool = new Pool(origin, { connections: Number(connections), pipelining: 1 });

/** @param {Record<string, string>} parameters */
async function ask(parameters) {
  const { body } = await pool.request({
    path: "/",
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(parameters).toString(),
  });
  return body.text();
}

const list = await ask({ command: "ListExtensions" });
const ids = [...list.matchAll(/<Id>([^<]*)<\/Id>/g)].map(([, id = ""]) => id);
let next = 0;
await Promise.all(
  Array.from({ length: Number(connections) }, async () => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) await ask({ command: "GetConfig", ExtensionId: id });
  }),
);
await pool.close();
