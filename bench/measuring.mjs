/** Runs a benchmark as a script, and prints what it is doing to standard error: standard output is the report. */
export { log, runScript as measuring } from "../scripts/shared/runScript.mjs";
