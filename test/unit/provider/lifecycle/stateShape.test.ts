import { NewerState } from "../../../../provider/lifecycle/errors";
import type { Migration } from "../../../../provider/lifecycle/stateShape";
import { currentState } from "../../../../provider/lifecycle/stateShape";
import { extensionState } from "../../../support/extensionInputs";
import { errorThrownBy } from "../../../support/thrownErrors";

describe("the shape of the state", () => {
  it("is 1 without a number, which is the present shape", () => {
    const state = extensionState("http://pbx:7780");
    expect(currentState({ ...state })).toEqual(state);
  });

  it("is migrated to the newest, step by step, from any shape", () => {
    // Made up: no such change is planned.
    const steps: Migration[] = [
      ({ userId, ...others }) => ({ ...others, owner: userId }),
      ({ owner, ...others }) => ({ ...others, owners: [owner] }),
    ];
    const { userId, ...others } = extensionState("http://pbx:7780");
    expect(currentState({ ...others, userId }, steps)).toEqual({ ...others, owners: [userId] });
    expect(currentState({ ...others, owner: userId, stateShape: 2 }, steps)).toEqual({ ...others, owners: [userId] });
    expect(currentState({ ...others, owners: [userId], stateShape: 3 }, steps)).toEqual({
      ...others,
      owners: [userId],
    });
  });

  it.each([2, 99, 0, "2", null])("%p of a newer version is refused before anything is sent", (stateShape) => {
    const error = errorThrownBy(() => currentState({ ...extensionState("http://pbx:7780"), stateShape }));
    expect(error).toBeInstanceOf(NewerState);
    expect((error as Error).message).toContain("Install the version that wrote the state");
  });
});
