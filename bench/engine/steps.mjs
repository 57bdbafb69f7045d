/**
 * One of the commands that are timed, and the requests that it must send for one extension.
 * @typedef {object} Step
 * @property {string} name as the tables call it
 * @property {"up" | "refresh" | "destroy"} command
 * @property {string | undefined} request
 */

/** @type {Step[]} */
export const steps = [
  { name: "up, create", command: "up", request: "POST / AddConfig 200" },
  { name: "up, no change", command: "up", request: undefined },
  { name: "refresh", command: "refresh", request: "POST / GetConfig 200" },
  { name: "destroy", command: "destroy", request: "POST / RemoveConfig 200" },
];
