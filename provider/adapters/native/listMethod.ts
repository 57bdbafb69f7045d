import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { InvalidArgument } from "../../functions/errors";
import { listExtensionsDescriptor } from "../../functions/listExtensions";
import { checkArguments } from "../../functions/reading";
import type { Context } from "../../lifecycle/context";
import { reportRetries } from "../../lifecycle/context";
import { withoutMissing } from "../../secrets/properties";
import type { ResourceType } from "../../types/resourceType";
import { SIP_EXTENSION_TYPE } from "../../types/sipExtension/table";
import { isUnknown } from "../../types/unknown";
import { pageOf } from "./listPage";
import { resourceByToken } from "./resources";
import { fromStruct } from "./struct";

const { Result, Computed, Continuation } = messages.ListResponse;

/**
 * The method List: the extensions of the PBX that a resource type can manage. It takes the arguments of the function
 * `listExtensions`, and only reads.
 *
 * @throws Failure for a resource that this plugin does not have
 * @throws FunctionError where an argument is not valid, or the PBX refuses or does not answer
 */
export async function* listResources(
  context: Context,
  request: messages.ListRequest,
): AsyncGenerator<messages.ListResponse> {
  const resource = resourceByToken(request.getToken());
  const args = withoutMissing(fromStruct(request.getQuery()).properties);
  if (isUnknown(args)) {
    yield new messages.ListResponse().setComputed(new Computed());
    return;
  }
  checkArguments(listExtensionsDescriptor, args);
  assertType(resource, args.type);
  const client = context.clientFor(args.connection as string | undefined);
  const listed = await listExtensionsDescriptor.run(client, args, { hooks: reportRetries(context, client) });
  const page = pageOf(
    listed.filter(({ type }) => isManaged(resource, type)).map(({ id }) => id),
    {
      limit: request.getLimit(),
      pageSize: request.getPageSize(),
      continuationToken: request.getContinuationToken(),
    },
  );
  for (const id of page.ids) {
    yield new messages.ListResponse().setResult(new Result().setId(id).setName(id));
  }
  if (page.continuationToken !== undefined) {
    const continuation = new Continuation().setContinuationToken(page.continuationToken);
    yield new messages.ListResponse().setContinuation(continuation);
  }
}

/** Whether a resource type manages extensions of a type: one is for SIP, the other one for all others. */
function isManaged(resource: ResourceType, type: string): boolean {
  return (resource.type === SIP_EXTENSION_TYPE) === (type === SIP_EXTENSION_TYPE);
}

/** @throws InvalidArgument where the other resource type manages extensions of this type: none is not an answer */
function assertType(resource: ResourceType, type: unknown): void {
  if (typeof type === "string" && !isManaged(resource, type)) {
    const other = type === SIP_EXTENSION_TYPE ? "SipExtension" : "Extension";
    throw new InvalidArgument("type", `extensions of this type are listed by ozeki:${other}`);
  }
}
