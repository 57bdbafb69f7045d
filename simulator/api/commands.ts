/** The commands that the simulator carries out. The PBX has more, but they have nothing to do with configuration. */
export const commandNames = [
  "AddConfig",
  "ModifyConfig",
  "GetConfig",
  "RemoveConfig",
  "ListExtensions",
  "ListExtensionTypes",
  "ListActiveCalls",
] as const;

/** A command that the simulator carries out. */
export type CommandName = (typeof commandNames)[number];

/** The command of a name, whose case counts unless it is to be ignored. */
export function commandNamed(name: string, options: { ignoreCase: boolean }): CommandName | undefined {
  return options.ignoreCase
    ? commandNames.find((known) => known.toLowerCase() === name.toLowerCase())
    : commandNames.find((known) => known === name);
}
