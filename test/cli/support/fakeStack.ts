import { secretEnvelope } from "../../../provider/adapters/shared/secretEnvelopes";
import { dynamicToken, nativeToken } from "../../../provider/types/tokens";
import { fakePulumi } from "./fakePulumi";

/** An extension in the state of a {@link fakeStack}. */
export interface InState {
  id: string;
  type?: "SipExtension" | "Extension";
  isNative?: boolean;
  outputs?: object;
}

/** What a state with decrypted secrets holds of a SIP extension of the simulator. */
export const sipOutputs = (id: string, more: object = {}) => ({
  extensionId: id,
  userId: `user${id}`,
  password: secretEnvelope(JSON.stringify(`simulated-${id}`), "plaintext"),
  authorizationName: id,
  username: id,
  enabled: true,
  elements: {},
  adopt: false,
  ...more,
});

/**
 * A command `pulumi` that has one stack, `dev`, of the project `test`. The name of each resource is `name-` and its ID. Not for
 * Windows.
 *
 * @param more - what is beside the resources in the state
 */
export function fakeStack(pbx: { origin: string }, inState: readonly InState[], more: object = {}) {
  const resources = inState.map(({ id, type = "SipExtension", isNative = false, outputs = sipOutputs(id) }) => ({
    urn: `urn:pulumi:dev::test::${isNative ? nativeToken(type) : dynamicToken(type)}::name-${id}`,
    type: isNative ? nativeToken(type) : dynamicToken(type),
    id,
    outputs: { ...outputs, pbx: pbx.origin },
  }));
  return fakePulumi({
    config: { stdout: JSON.stringify({ "ozeki:url": { value: pbx.origin } }) },
    "stack export": { stdout: JSON.stringify({ deployment: { resources, ...more } }) },
  });
}
