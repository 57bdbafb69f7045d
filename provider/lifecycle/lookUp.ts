import type { OzekiClient } from "../ozeki";
import type { Context } from "./context";
import type { Declared, Held } from "./declared";
import { UnreadableExtension } from "./errors/unreadableExtension";
import { look } from "./find";
import type { Kind } from "./kind";
import { reportRetries } from "./reportRetries";
import { refuseOtherKnownType } from "./settle";

/** An extension that is looked for, and is in no state yet. */
export interface Sought {
  extensionId: string;
  /** An entry of `ozeki:connections`; left out, the stack's own connection. */
  connection?: string;
}

/**
 * Looks an extension up that is in no state yet, and takes over all of it that can be declared.
 *
 * @returns undefined where the PBX says that it has no such extension
 * @throws OtherKnownType where it is of another type than this kind
 * @throws UnreadableExtension where it cannot be managed
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function lookUp<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  { extensionId, connection }: Sought,
): Promise<Held<Inputs> | undefined> {
  const client = context.clientFor(connection);
  const found = await look(context, client, extensionId);
  if (found === undefined) {
    return undefined;
  }
  const type = kind.type ?? (await typeOnPbx(context, client, extensionId));
  const described = kind.describe(found, extensionId, type, client.pbx);
  return connection === undefined ? described : { ...described, connection };
}

/** GetConfig does not tell the name by which a write has to call the type. */
async function typeOnPbx(context: Context, client: OzekiClient, extensionId: string): Promise<string> {
  const listed = await client.run(
    "ListExtensions",
    ({ options }) => client.listExtensions(options),
    reportRetries(context, client),
  );
  const type = listed.find(({ id }) => id === extensionId)?.type ?? "";
  if (type === "") {
    throw new UnreadableExtension(client.pbx, extensionId, "ListExtensions does not tell its type");
  }
  return type;
}

/**
 * Looks an extension up that a program declares and that is in no state yet, and takes over what the program manages.
 *
 * @returns undefined where the PBX says that it has no such extension
 * @throws OtherKnownType where it is of another type
 * @throws UnreadableExtension where it cannot be managed
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function readDeclared<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  inputs: Inputs,
): Promise<Held<Inputs> | undefined> {
  const client = context.clientFor(inputs.connection);
  const found = await look(context, client, inputs.extensionId);
  if (found === undefined) {
    return undefined;
  }
  refuseOtherKnownType(kind, found, inputs, client.pbx);
  return kind.flatten(found, inputs, client.pbx);
}
