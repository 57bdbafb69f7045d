/**
 * The environment variable with which `pulumi-ozeki import` runs a preview that only finds out what a program declares. The
 * extensions already exist, and of two resources with one ID the first is imported: neither fails that preview.
 */
const DECLARATIONS_ONLY = "PULUMI_OZEKI_DECLARATIONS_ONLY";

/** The environment of such a preview, beside the rest. */
export const declarationsOnly: Readonly<Record<string, string>> = { [DECLARATIONS_ONLY]: "true" };

/** Whether this process is part of such a preview. */
export function isDeclarationsOnly(): boolean {
  return process.env[DECLARATIONS_ONLY] !== undefined;
}
