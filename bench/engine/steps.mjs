/**
 * One of the commands that are timed, and the requests that it must send.
 * @typedef {object} Step
 * @property {string} name as the tables call it
 * @property {"up" | "preview" | "refresh" | "destroy"} command
 * @property {(extensions: number) => Record<string, number>} requests how many of each kind, by name
 * @property {boolean} [isChange] whether the program declares another owner for its first extension from here on
 */

const requestsForEach = (/** @type {string} */ name) => (/** @type {number} */ extensions) => ({ [name]: extensions });

/** @type {Step} */
const create = {
  name: "up, create",
  command: "up",
  // The list is sent once per run: the check that an ID is free.
  requests: (extensions) => ({ "POST / AddConfig 200": extensions, "POST / ListExtensions 200": 1 }),
};
/** @type {Step} */
const refresh = { name: "refresh", command: "refresh", requests: requestsForEach("POST / GetConfig 200") };
/** @type {Step} */
const destroy = { name: "destroy", command: "destroy", requests: requestsForEach("POST / RemoveConfig 200") };

/** @type {Step[]} */
export const steps = [create, { name: "up, no change", command: "up", requests: () => ({}) }, refresh, destroy];

/** @type {Step[]} */
export const scaleSteps = [
  create,
  { name: "preview, no change", command: "preview", requests: () => ({}) },
  {
    name: "up, one change",
    command: "up",
    requests: () => ({ "POST / GetConfig 200": 1, "POST / ModifyConfig 200": 1 }),
    isChange: true,
  },
  refresh,
  destroy,
];
