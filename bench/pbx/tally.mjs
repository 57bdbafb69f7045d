/**
 * Requests of one kind: the HTTP method, the command and the code that was answered.
 * @typedef {{ count: number, characters: number }} Kind characters: of all parameters together, as the PBX read them
 */

/**
 * What must be equal on all sides.
 * @typedef {Record<string, Kind>} Tally
 */

/**
 * Sums up requests by their kinds.
 * @param {readonly import("../../simulator/index.js").RecordedRequest[]} requests
 * @returns {Tally}
 */
export function tally(requests) {
  /** @type {Tally} */
  const kinds = {};
  for (const { httpMethod, url, command, code, parameters } of requests) {
    const name = `${httpMethod} ${url} ${command} ${code}`;
    const kind = kinds[name] ?? { count: 0, characters: 0 };
    kinds[name] = kind;
    kind.count += 1;
    kind.characters += Object.entries(parameters).flat().join("").length;
  }
  return Object.fromEntries(Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A tally as people read it.
 * @param {Tally} kinds
 */
export function describe(kinds) {
  const parts = Object.entries(kinds).map(([name, kind]) => `${kind.count} × ${name} (${kind.characters} characters)`);
  return parts.length === 0 ? "no request" : parts.join(", ");
}
