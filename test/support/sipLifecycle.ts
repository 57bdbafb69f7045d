import type { CheckResult } from "../../provider/lifecycle/check";
import { check as checkKind } from "../../provider/lifecycle/check";
import type { CheckContext, Context } from "../../provider/lifecycle/context";
import type { DiffResult } from "../../provider/lifecycle/diff";
import { diff as diffKind } from "../../provider/lifecycle/diff";
import * as operations from "../../provider/lifecycle/operations";
import type { ProgramInputs } from "../../provider/lifecycle/rules/validate";
import type { Inputs, State } from "../../provider/lifecycle/sipExtension/inputs";
import { sipExtension } from "../../provider/lifecycle/sipExtension/kind";

// The lifecycle of a SIP extension, as most tests want it.

export const check = (context: CheckContext, olds: ProgramInputs, news: ProgramInputs): CheckResult =>
  checkKind(context, sipExtension, olds, news);

export const diff = (context: CheckContext, olds: State, news: Inputs): DiffResult =>
  diffKind(context, sipExtension, olds, news);

export const create = (context: Context, inputs: Inputs): Promise<State> =>
  operations.create(context, sipExtension, inputs);

export const read = (context: Context, state: State): Promise<State | undefined> =>
  operations.read(context, sipExtension, state);

export const update = (context: Context, olds: State, news: Inputs): Promise<State> =>
  operations.update(context, sipExtension, olds, news);

export const remove = (context: Context, state: State): Promise<void> =>
  operations.remove(context, sipExtension, state);
