import type { InputsOf, PropertyTable } from "../propertyTable";
import type { ResourceState } from "../resourceState";

/** The properties of an extension of any type other than SIP. */
export const extensionTable = {
  extensionId: { type: "id", element: "ID", required: true, replaces: "elsewhere" },
  type: {
    type: "string",
    required: "the PBX's name for the type, as `pulumi-ozeki list` shows it",
    replaces: "in place",
  },
  knownType: {
    type: "string",
    required: "the PBX's name for the configuration, as `pulumi-ozeki show ID` shows it",
    replaces: "in place",
  },
  elements: { type: "elements", secret: "inside", default: {} },
  xml: { type: "xml", secret: "inside" },
  adopt: { type: "boolean", default: false },
  connection: { type: "string", secret: "by mistake" },
} as const satisfies PropertyTable;

/** What a program declares of one extension, after check has applied the defaults. */
export type Inputs = InputsOf<typeof extensionTable>;

/** What the state holds of one extension. */
export type State = ResourceState<Inputs>;
