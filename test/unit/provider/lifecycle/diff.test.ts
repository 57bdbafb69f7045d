import { Claims } from "../../../../provider/lifecycle/claims";
import type { CheckContext } from "../../../../provider/lifecycle/context";
import { generatePassword } from "../../../../provider/types/sipExtension/generatedPassword";
import type { Inputs, State } from "../../../../provider/types/sipExtension/table";
import { sipExtensionTable } from "../../../../provider/types/sipExtension/table";
import { UNKNOWN } from "../../../../provider/types/unknown";
import { everyProperty, propertyNames } from "../../../support/everyProperty";
import { extensionInputs, extensionState } from "../../../support/extensionInputs";
import { sipLifecycle } from "../../../support/sipLifecycle";

const pbx = "http://pbx:7780";
const branch = "http://branch:7780";
const origins: Record<string, string> = { stack: pbx, branch, second: pbx };

interface Given {
  claims?: Claims;
  /** Where the stack's own connection leads; nowhere, where it is misconfigured. */
  stack?: string | undefined;
  /** Whether check saw the new inputs, as in an up; a refresh does not ask it. */
  isChecked?: boolean;
}

function context(given: Given = {}): CheckContext {
  const stack = "stack" in given ? given.stack : pbx;
  return {
    claims: given.claims ?? new Claims(),
    locate(connection) {
      const found = connection === undefined ? stack : origins[connection];
      return found === undefined ? { problem: "there is no such connection" } : { pbx: found };
    },
  };
}

function compare(olds: State, news: Inputs, given: Given = {}) {
  const { changes, replaces } = compareClosely(olds, news, given);
  return { changes, replaces };
}

function compareClosely(olds: State, news: Inputs, given: Given = {}) {
  const one = context(given);
  const place = one.locate(news.connection);
  if (given.isChecked !== false && "pbx" in place) {
    one.claims.declare(place.pbx, news.extensionId);
  }
  return sipLifecycle(one).diff(olds, news);
}

const same = { changes: false, replaces: [] };
const changed = { changes: true, replaces: [] };
const state = (given: Partial<Inputs> = {}) => extensionState(pbx, given);

describe("a diff", () => {
  it("finds no change between equal inputs and state", () => {
    expect(compare(state(), extensionInputs())).toEqual(same);
    const given: Partial<Inputs> = {
      elements: { Codec: "PCMA" },
      passwordVersion: 1,
      connection: "branch",
      adopt: true,
    };
    expect(compare(extensionState(branch, given), extensionInputs(given))).toEqual(same);
  });

  it.each([
    ...propertyNames
      .filter((name) => "element" in sipExtensionTable[name] && name !== "extensionId")
      .map((name): [string, Partial<Inputs>] => [name, { [name]: everyProperty()[name] }]),
    ["passwordVersion, new", { passwordVersion: 1 }],
    ["elements, one more", { elements: { Codec: "PCMA" } }],
  ] satisfies [string, Partial<Inputs>][])("finds a change of %s, which replaces nothing", (_, given) => {
    expect(compare(state(), extensionInputs(given))).toEqual(changed);
    expect(compare(state(given), extensionInputs())).toEqual(changed);
  });

  it.each([
    ["one fewer", { A: "1" }],
    ["another text", { A: "1", B: "3" }],
    ["another name", { A: "1", C: "2" }],
    ["an empty text", { A: "1", B: "" }],
    ["names that objects have", { A: "1", constructor: "2" }],
  ])("finds a change of elements: %s", (_, elements) => {
    expect(compare(state({ elements: { A: "1", B: "2" } }), extensionInputs({ elements }))).toEqual(changed);
  });

  it("ignores the order of elements", () => {
    const [one, other] = [
      { A: "1", B: "2", C: "3" },
      { C: "3", A: "1", B: "2" },
    ];
    expect(compare(state({ elements: one }), extensionInputs({ elements: other }))).toEqual(same);
  });

  it("ignores adopt, which counts only for a create", () => {
    expect(compare(state({ adopt: false }), extensionInputs({ adopt: true }))).toEqual(same);
  });

  it("takes a passwordVersion that is a number for the same as a string", () => {
    const compared = compare(state({ passwordVersion: 1 }), extensionInputs({ passwordVersion: "1" }));
    expect(compared).toMatchObject({ changes: false });
  });

  it("replaces an extension by one with another ID", () => {
    const wanted = { changes: true, replaces: ["extensionId"] };
    expect(compare(state(), extensionInputs({ extensionId: "2000" }))).toEqual(wanted);
    expect(compare(state({ extensionId: "0100" }), extensionInputs({ extensionId: "100" }))).toEqual(wanted);
  });
});

describe("the password, in a diff of an up", () => {
  const [one, other] = [generatePassword("1000", "office/dev"), generatePassword("1000", "office/dev")];

  it("is not a change where the inputs have a generated one and the state has another: a recovery or an adoption", () => {
    expect(compare(state({ password: other }), extensionInputs({ password: one }))).toEqual(same);
    expect(compare(state({ password: "adopted" }), extensionInputs({ password: one, adopt: true }))).toEqual(same);
  });

  it("is a change where passwordVersion asks for a new one", () => {
    expect(
      compare(state({ password: other, passwordVersion: 1 }), extensionInputs({ password: one, passwordVersion: 2 })),
    ).toEqual(changed);
  });

  it("is a change where the program sets one instead of a generated one, or another than before", () => {
    expect(compare(state({ password: one }), extensionInputs({ password: "given" }))).toEqual(changed);
    expect(compare(state({ password: "given" }), extensionInputs({ password: "given " }))).toEqual(changed);
  });

  it("is a change where it was generated for another extension, and so is a password like any other", () => {
    expect(compare(state(), extensionInputs({ password: generatePassword("2000", "office/dev") }))).toEqual(changed);
  });
});

describe("the password, in a diff of a refresh", () => {
  const refresh = (present: string, wanted: string, given: Partial<Inputs> = {}) =>
    compare(state({ password: present, ...given }), extensionInputs({ password: wanted, ...given }), {
      isChecked: false,
    });
  const generated = () => generatePassword("1000", "office/dev");

  it("is a change where it was changed on the PBX, a generated one too", () => {
    const password = generated();
    expect(refresh(password, password)).toEqual(same);
    expect(refresh("changed", password)).toEqual(changed);
    expect(refresh("changed", "declared")).toEqual(changed);
    expect(refresh("changed", "declared", { adopt: true })).toEqual(changed);
  });

  it("is not a change where a recovery or an adoption left it different", () => {
    expect(refresh(generated(), generated())).toEqual(same);
    expect(refresh("adopted", generated(), { adopt: true })).toEqual(same);
  });

  it("is not a change after an import, whose inputs have no password", () => {
    expect(refresh("imported", undefined as never)).toEqual(same);
    expect(refresh("imported", "@generate office/dev")).toEqual(same);
  });
});

describe("the PBX, in a diff", () => {
  it("may move: the same connection at another address is verified by update", () => {
    expect(compare(state(), extensionInputs(), { stack: "http://moved:7780" })).toEqual(changed);
  });

  it("is another one where another connection points to it, which replaces the extension", () => {
    const wanted = { changes: true, replaces: ["connection"] };
    expect(compare(state(), extensionInputs({ connection: "branch" }))).toEqual(wanted);
    expect(compare(extensionState(branch, { connection: "branch" }), extensionInputs())).toEqual(wanted);
    expect(compare(state(), extensionInputs({ connection: "branch", extensionId: "2000" }))).toEqual({
      changes: true,
      replaces: ["extensionId", "connection"],
    });
  });

  it("is the same one where another connection points to the same address: an update, to record its name", () => {
    expect(compare(state(), extensionInputs({ connection: "second" }))).toEqual(changed);
  });

  it("is unknown for an unconfirmed extension: an update completes its create", () => {
    expect(compare(extensionState(undefined), extensionInputs())).toEqual(changed);
    expect(compare(extensionState(undefined), extensionInputs({ connection: "branch" }))).toEqual(changed);
  });

  it("is missing where the configuration is wrong: check has reported it, and diff does not throw", () => {
    expect(compare(state(), extensionInputs(), { stack: undefined })).toEqual(changed);
  });
});

describe("the properties that a diff names", () => {
  it.each<[string, Partial<Inputs>, string[]]>([
    ["nothing", {}, []],
    ["adopt, which is not a property of the extension", { adopt: true }, []],
    ["two plain ones", { userId: "other", enabled: false }, ["userId", "enabled"]],
    ["a secret", { password: "other" }, ["password"]],
    ["the version of a generated password", { passwordVersion: 2 }, ["passwordVersion"]],
    ["single elements", { elements: { Codec: "PCMU", constructor: "x" } }, ["elements.Codec", "elements.constructor"]],
    ["an element that is no longer named", { elements: {} }, ["elements.Codec"]],
    ["all elements, of which nothing is known yet", { elements: UNKNOWN as never }, ["elements"]],
    ["the ID, which replaces", { extensionId: "2000", userId: "other" }, ["extensionId", "userId"]],
    ["the connection, which replaces", { connection: "branch" }, ["connection"]],
    ["the connection, which points to the same PBX", { connection: "second" }, ["connection"]],
  ])("are those that differ: %s", (_, given, changedOnes) => {
    const elements = { Codec: "PCMA" };
    const { changed: named, deleteBeforeReplace } = compareClosely(
      state({ elements }),
      extensionInputs({ elements, authorizationName: "1000", username: "1000", ...given }),
    );
    expect(named).toEqual(changedOnes);
    // For a replacement by the option replaceOnChanges: both have one ID, unless the extension moves.
    const isMoving = given.extensionId !== undefined || given.connection === "branch";
    expect(deleteBeforeReplace).toBe(changedOnes.length > 0 && !isMoving);
  });

  it("are empty where only the PBX has moved", () => {
    expect(compareClosely(state(), extensionInputs(), { stack: "http://moved:7780" })).toMatchObject({
      changes: true,
      changed: [],
    });
  });
});

describe("values that are not known yet, in a diff", () => {
  // A change of the ID or the connection replaces, and adopt alone is none.
  it.each(propertyNames.filter((name) => !["extensionId", "connection", "adopt"].includes(name)))(
    "are a change: %s",
    (property) => {
      const news = { ...extensionInputs(), [property]: UNKNOWN } as unknown as Inputs;
      expect(compare(state(), news)).toEqual(changed);
    },
  );

  it("are a change inside of elements", () => {
    const elements = { Codec: "PCMA" };
    expect(compare(state({ elements }), extensionInputs({ elements: { Codec: UNKNOWN } }))).toEqual(changed);
  });

  it("replace the extension where they are its ID or its connection", () => {
    expect(compare(state(), extensionInputs({ extensionId: UNKNOWN })).replaces).toEqual(["extensionId"]);
    expect(compare(state(), extensionInputs({ connection: UNKNOWN })).replaces).toEqual(["connection"]);
  });

  it("claim nothing", () => {
    const claims = new Claims();
    sipLifecycle(context({ claims })).diff(state(), extensionInputs({ connection: UNKNOWN }));
    expect(claims.managedAt(pbx, "1000")).toBeUndefined();
  });
});

describe("what a diff claims", () => {
  it("is the ID of a resource that stays, once check has seen it", () => {
    const claims = new Claims();
    compare(state(), extensionInputs(), { claims });
    expect(claims.managedAt(pbx, "1000")).toBe(pbx);
    expect(compare(state(), extensionInputs(), { claims })).toEqual(same);
  });

  it("is nothing in a refresh, which calls no check", () => {
    const claims = new Claims();
    compare(state(), extensionInputs({ enabled: false }), { claims, isChecked: false });
    expect(claims.managedAt(pbx, "1000")).toBeUndefined();
  });

  it("is neither the old nor the new ID of a resource that is replaced", () => {
    const claims = new Claims();
    compare(state(), extensionInputs({ extensionId: "2000" }), { claims });
    expect([claims.managedAt(pbx, "1000"), claims.managedAt(pbx, "2000")]).toEqual([undefined, undefined]);
  });

  it("is the ID on the PBX that the new inputs mean", () => {
    const claims = new Claims();
    compare(state(), extensionInputs(), { claims, stack: branch });
    expect([claims.managedAt(pbx, "1000"), claims.managedAt(branch, "1000")]).toEqual([undefined, branch]);
  });

  it("is refused where a create or an update of this run claimed it: two resources declare it", () => {
    const claims = new Claims();
    claims.make(pbx, "1000", "urn of another");
    expect(compare(state(), extensionInputs(), { claims })).toMatchObject({ changes: true, replaces: [] });
    expect(claims.change(pbx, "1000", "urn of this one")).toBe(false);
    expect(claims.change(pbx, "1000", "urn of another")).toBe(true);
  });
});
