/** The commands that the simulator executes. The PBX has others, which have nothing to do with configuration. */
export const commandNames = [
  "AddConfig",
  "ModifyConfig",
  "GetConfig",
  "RemoveConfig",
  "ListExtensions",
  "ListExtensionTypes",
  "ListActiveCalls",
] as const;

/** A command that the simulator executes. */
export type CommandName = (typeof commandNames)[number];

/** The command with a name. */
export function commandNamed(name: string, options: { ignoreCase: boolean }): CommandName | undefined {
  return options.ignoreCase
    ? commandNames.find((known) => known.toLowerCase() === name.toLowerCase())
    : commandNames.find((known) => known === name);
}
