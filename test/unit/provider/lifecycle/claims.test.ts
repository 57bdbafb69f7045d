import fc from "fast-check";
import { Claims } from "../../../../provider/lifecycle/claims";
import { propertyRuns } from "../../../support/propertyRuns";

const pbx = "http://pbx:7780";

describe("what a process has claimed", () => {
  it("is nothing after a check alone, which runs for replacements as well", () => {
    const claims = new Claims();
    claims.declare(pbx, "1000");
    expect(claims.managedAt(pbx, "1000")).toBeUndefined();
    expect(claims.make(pbx, "1000")).toBe(true);
  });

  it("is nothing after a diff without a check, as in a refresh", () => {
    const claims = new Claims();
    expect(claims.keep(pbx, "1000")).toBe(true);
    expect(claims.managedAt(pbx, "1000")).toBeUndefined();
    expect(claims.isDeclared(pbx, "1000")).toBe(false);
  });

  it("is what a diff keeps after a check", () => {
    const claims = new Claims();
    claims.declare(pbx, "1000");
    expect(claims.isDeclared(pbx, "1000")).toBe(true);
    expect(claims.keep(pbx, "1000")).toBe(true);
    expect(claims.managedAt(pbx, "1000")).toBe(pbx);
  });

  it("may be kept again, and changed by an update", () => {
    const claims = new Claims();
    claims.declare(pbx, "1000");
    claims.keep(pbx, "1000");
    expect(claims.keep(pbx, "1000")).toBe(true);
    claims.make(pbx, "1000");
    expect(claims.managedAt(pbx, "1000")).toBe(pbx);
  });

  it("does not block the resource itself, which the engine may replace although diff found no difference", () => {
    const claims = new Claims();
    claims.declare(pbx, "1000");
    claims.keep(pbx, "1000", "urn:one");
    expect(claims.managedAt(pbx, "1000", "urn:one")).toBeUndefined();
    expect(claims.managedAt(pbx, "1000", "urn:other")).toBe(pbx);
    expect(claims.managedAt(pbx, "1000")).toBe(pbx);
    expect(claims.make(pbx, "1000", "urn:one")).toBe(true);
    // From now on the old one stays.
    expect(claims.managedAt(pbx, "1000", "urn:one")).toBe(pbx);
    expect(claims.make(pbx, "1000", "urn:one")).toBe(false);
  });

  it("cannot be claimed by two creates: two resources declare it", () => {
    const claims = new Claims();
    expect(claims.make(pbx, "1000")).toBe(true);
    expect(claims.make(pbx, "1000")).toBe(false);
  });

  it("cannot be claimed by a create after a diff, nor by a diff after a create", () => {
    const [kept, made] = [new Claims(), new Claims()];
    kept.declare(pbx, "1000");
    kept.keep(pbx, "1000");
    expect(kept.make(pbx, "1000")).toBe(false);
    made.make(pbx, "1000");
    made.declare(pbx, "1000");
    expect(made.keep(pbx, "1000")).toBe(false);
  });

  it("ends with a delete that was executed", () => {
    const claims = new Claims();
    claims.make(pbx, "1000");
    claims.release(pbx, "1000");
    expect(claims.managedAt(pbx, "1000")).toBeUndefined();
    expect(claims.make(pbx, "1000")).toBe(true);
  });

  it("is separate for each PBX and ID, however these are written", () => {
    const claims = new Claims();
    claims.make(pbx, "1000");
    for (const [other, id] of [
      [pbx, "01000"],
      [pbx, "1000 "],
      [`${pbx}0`, "1000"],
      ["http://pbx:778", "01000"],
    ] as const) {
      expect(claims.managedAt(other, id)).toBeUndefined();
    }
  });
});

/** What is known of one place, said in the plainest way. */
interface Model {
  seen: boolean;
  claim: undefined | "kept" | "made";
}

type Action = {
  readonly kind: "declare" | "keep" | "make" | "managedAt" | "release" | "isDeclared";
  readonly place: number;
};

const places = [
  [pbx, "1000"],
  [pbx, "1001"],
  ["http://branch:7780", "1000"],
] as const;

function act(claims: Claims, { kind, place }: Action): unknown {
  const [on, id] = places[place] ?? places[0];
  return claims[kind](on, id);
}

function actOnModel(model: Model, { kind, place }: Action): unknown {
  const [on] = places[place] ?? places[0];
  switch (kind) {
    case "declare":
      model.seen = true;
      return undefined;
    case "isDeclared":
      return model.seen;
    case "managedAt":
      return model.claim === undefined ? undefined : on;
    case "release":
      model.claim = undefined;
      return undefined;
    case "make": {
      const isFree = model.claim === undefined;
      model.claim = "made";
      return isFree;
    }
    case "keep":
      if (!model.seen) {
        return true;
      }
      if (model.claim === "made") {
        return false;
      }
      model.claim = "kept";
      return true;
  }
}

describe("claims, in whatever order they come", () => {
  it("answer like a simple model of them, separately for each place", () => {
    const action: fc.Arbitrary<Action> = fc.record({
      kind: fc.constantFrom("declare", "keep", "make", "managedAt", "release", "isDeclared"),
      place: fc.nat(places.length - 1),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const claims = new Claims();
        const models = places.map((): Model => ({ seen: false, claim: undefined }));
        for (const one of actions) {
          expect(act(claims, one)).toBe(actOnModel(models[one.place] ?? { seen: false, claim: undefined }, one));
        }
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
