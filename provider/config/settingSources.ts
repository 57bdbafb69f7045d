import type { SettingSource } from "../api/settings";
import type { ConnectionKey, KeyName } from "./configurationKeys";
import { connectionKeys, environmentName, NAMESPACE, optionName } from "./configurationKeys";

/** Where every setting of a connection comes from. */
export type ConnectionSources = Readonly<Record<ConnectionKey, SettingSource>>;

/** How the address of a PBX is written. */
export const ADDRESS = "http://HOST:7780";

/** The keys for which `pulumi-ozeki` has an option. A password is none: others on the machine can see options. */
export const keysWithOption = ["url", "username", "caFile"] as const satisfies readonly ConnectionKey[];

/** How a key is called at a place. On the command line, a key without an option is set by its environment variable. */
export function sourceOf(key: KeyName, place: SettingSource["place"], isSet: boolean): SettingSource {
  const hasOption = (keysWithOption as readonly KeyName[]).includes(key);
  if (place === "command line" && hasOption) {
    return { place, name: optionName(key), isSet };
  }
  return place === "configuration"
    ? { place, name: `${NAMESPACE}:${key}`, isSet }
    : { place: "environment", name: environmentName(key), isSet };
}

/** The sources where nothing else is known: the stack's configuration. */
export const defaultSources = Object.fromEntries(
  connectionKeys.map((key) => [key, sourceOf(key, "configuration", false)]),
) as ConnectionSources;

/** How a user sets a value, such as `` run `pulumi config set ozeki:url http://HOST:7780` ``. */
export function howToSet({ place, name }: SettingSource, value: string): string {
  switch (place) {
    case "configuration":
      return `run \`${configCommand(name)} ${value}\``;
    case "environment":
      return `set ${name} to ${value}`;
    case "command line":
      return `pass ${name} ${value}`;
  }
}

/** How a user sets the address of an entry of `ozeki:connections`, which is one JSON object in the environment. */
export function howToSetConnection(connections: SettingSource, name: string): string {
  return connections.place === "configuration"
    ? howToSet({ ...connections, name: `${connections.name}.${name}.url` }, ADDRESS)
    : howToSet(connections, `a JSON object such as ${JSON.stringify({ [name]: { url: ADDRESS } })}`);
}

/** How a user sets the login of an office user. */
export function howToSetLogin({ username, password }: Pick<ConnectionSources, "username" | "password">): string {
  switch (username.place) {
    case "configuration":
      return `set the login of an office user with \`${configCommand(username.name)} NAME\` and \`${configCommand(password.name, "--secret ")}\``;
    case "environment":
      return `set the login of an office user in ${username.name} and ${password.name}`;
    case "command line":
      return `pass the login of an office user: ${username.name} NAME, with the password in ${password.name}`;
  }
}

/** How a user sets one part of a login. */
export function howToSetPart(part: "username" | "password", source: SettingSource): string {
  if (part === "username") {
    return howToSet(source, "NAME");
  }
  return source.place === "configuration"
    ? `run \`${configCommand(source.name, "--secret ")}\``
    : `set ${source.name} to its password`;
}

function configCommand(name: string, option = ""): string {
  return `pulumi config set ${option}${name.includes(".") ? "--path " : ""}${name}`;
}
