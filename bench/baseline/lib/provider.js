// The leanest providers that send the requests of pulumi-ozeki: one form a request, made of text that is encoded
// already, over as many kept-alive connections, and an answer is read to its end and thrown away. No validation, no XML, no
// time limit, no repetition; what went wrong on the PBX goes unnoticed.

const CONNECTIONS = 8;

let pbx;
let pool;
let list;

function post(body) {
  // Loaded by the first request, as in pulumi-ozeki: a run without changes sends none.
  pool ??= new (require("undici").Pool)(pbx, { connections: CONNECTIONS, pipelining: 1 });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return new Promise((resolve, reject) => {
    pool.dispatch(
      { path: "/", method: "POST", headers, body },
      {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData() {},
        onResponseEnd: () => resolve(),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

/** ConfigXML in the order of pulumi-ozeki, within its form. Only for values that need no encoding. */
function writeConfig(command, { extensionId, userId, password }) {
  return post(
    `command=${command}&ExtensionType=SIP&ConfigXML=` +
      "%3CConfig+knownType%3D%22SIPExtensionInfo%22%3E" +
      `%3CAuthorizationName%3E${extensionId}%3C%2FAuthorizationName%3E%3CPassword%3E${password}%3C%2FPassword%3E` +
      `%3CUsername%3E${extensionId}%3C%2FUsername%3E%3CEnabled%3Etrue%3C%2FEnabled%3E%3CID%3E${extensionId}%3C%2FID%3E` +
      `%3CUserID%3E${userId}%3C%2FUserID%3E%3C%2FConfig%3E`,
  );
}

const requests = {
  async configure({ config }) {
    pbx = config.get("ozeki:url");
  },
  async diff(_id, olds, news) {
    return { changes: olds.userId !== news.userId };
  },
  async update(id, olds, news) {
    await post(`command=GetConfig&ExtensionId=${id}`);
    await writeConfig("ModifyConfig", news);
    return { outs: { ...olds, ...news } };
  },
  async read(id, props) {
    await post(`command=GetConfig&ExtensionId=${id}`);
    return { id, props };
  },
  async delete(id) {
    await post(`command=RemoveConfig&ExtensionId=${id}`);
  },
};

/** Once a run, before the first create, as pulumi-ozeki does. */
async function listOnce(olds) {
  if (olds.extensionId === undefined) {
    list ??= post("command=ListExtensions");
    await list;
  }
}

exports.sipExtension = {
  ...requests,
  async check(olds, news) {
    await listOnce(olds);
    const { extensionId } = news;
    const defaults = {
      authorizationName: extensionId,
      username: extensionId,
      enabled: true,
      elements: {},
      adopt: false,
    };
    return { inputs: { ...defaults, ...news } };
  },
  async create(inputs) {
    await writeConfig("AddConfig", inputs);
    return { id: inputs.extensionId, outs: { ...inputs, pbx } };
  },
};

exports.declaredOnly = {
  ...requests,
  async check(olds, news) {
    await listOnce(olds);
    return { inputs: news };
  },
  async create(inputs) {
    await writeConfig("AddConfig", inputs);
    return { id: inputs.extensionId, outs: inputs };
  },
};
