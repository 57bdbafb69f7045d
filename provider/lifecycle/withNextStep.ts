import { OzekiError } from "../api/errors";
import type { Operation } from "./advice";
import { GivenUp, Interrupted, OperationFailed } from "./errors";

/**
 * Runs an operation; an error of the API comes out with what a person does next.
 *
 * @param invalidConfigHint - what a person looks at when the PBX does not accept a configuration
 * @throws OperationFailed where the PBX refused or did not answer
 * @throws GivenUp where the context's signal was raised
 * @throws every other error as it is
 */
export async function withNextStep<Result>(
  operation: Operation,
  { invalidConfigHint }: { invalidConfigHint: string },
  extensionId: string,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof OzekiError) {
      throw new OperationFailed(operation, extensionId, error, invalidConfigHint);
    }
    if (error instanceof Interrupted) {
      throw new GivenUp(operation, extensionId, error);
    }
    throw error;
  }
}
