import { ProviderProcess } from "./providerProcess.mjs";

/**
 * What one kind of call took, in milliseconds, one after the other.
 * @typedef {Record<"check" | "create" | "diff" | "read" | "delete", number[]>} Calls
 */

/**
 * Makes extensions with a side's provider, looks at them and removes them, without an engine.
 * @param {import("../sides.mjs").Side} side
 * @param {{ extensions: number, pbx: string, signal: AbortSignal }} options
 * @returns {Promise<Calls>}
 */
export async function timeCalls(side, { extensions, pbx, signal }) {
  /** @type {Calls} */
  const calls = { check: [], create: [], diff: [], read: [], delete: [] };
  const declared = Array.from({ length: extensions }, (_, index) => declaration(String(1000 + index)));
  const state = new Map();

  /** @param {(provider: ProviderProcess) => Promise<void>} work */
  const withProvider = async (work) => {
    signal.throwIfAborted();
    const provider = await ProviderProcess.start(side, pbx);
    try {
      await work(provider);
    } finally {
      await provider.stop();
    }
  };

  // As in an up.
  await withProvider(async (provider) => {
    for (const news of declared) {
      const { milliseconds, inputs } = await provider.check(news);
      calls.check.push(milliseconds);
      const made = await provider.create(inputs);
      calls.create.push(made.milliseconds);
      state.set(news.extensionId, made.outputs);
    }
  });
  // As in an up without changes, but for check, which was measured.
  await withProvider(async (provider) => {
    for (const [id, outputs] of state) {
      const { pbx: _, ...inputs } = outputs;
      calls.diff.push((await provider.diff(id, outputs, inputs)).milliseconds);
    }
  });
  // As in a refresh.
  await withProvider(async (provider) => {
    for (const [id, outputs] of state) calls.read.push((await provider.read(id, outputs)).milliseconds);
  });
  // As in a destroy. The process that created an extension would refuse to remove it: a resource still manages it.
  await withProvider(async (provider) => {
    for (const [id, outputs] of state) calls.delete.push((await provider.delete(id, outputs)).milliseconds);
  });
  return calls;
}

/**
 * What the resource class of pulumi-ozeki sends, with a password of the program's own: what a generated one costs shows in
 * whole commands.
 * @param {string} extensionId
 */
function declaration(extensionId) {
  return { extensionId, userId: `user${extensionId}`, password: `plain-${extensionId}-`.padEnd(30, "x") };
}
