import { DeclaredTwice } from "../../../provider/lifecycle/errors";
import type { Simulator } from "../../../simulator";
import type { DeclaredExtension, Model } from "./model";
import { GENERATED } from "./model";
import type { Real } from "./real";

/** Ends a story: everything is as declared, and what is not declared as it was. */
export async function assertSettled(pbx: Simulator, model: Model, real: Real): Promise<void> {
  expect((await real.refresh()).failures).toEqual({});
  const replaces: string[] = [];
  for (let round = 1; round <= 2; round++) {
    const { failures } = await real.up({ replaces });
    for (const [name, failure] of Object.entries(failures)) {
      // The messages name these ways on.
      if (failure instanceof DeclaredTwice) {
        replaces.push(name);
      } else {
        Object.assign(model.program.get(name)?.inputs ?? {}, { adopt: true });
      }
    }
  }
  const again = await real.up({ replaces: replaces.filter((name) => !real.isInState(name)) });
  expect(again.failures).toEqual({});

  for (const [name, declared] of model.program) {
    assertAsDeclared(pbx, model, declared);
    const { inputs, outputs } = real.engine.state.get(name) ?? {};
    const { extensionId, userId } = declared.inputs;
    expect(outputs).toMatchObject({ extensionId, userId, pbx: pbx.origin });
    // Remembered only while the PBX has another password.
    expect([inputs, outputs]).toEqual([
      expect.not.objectContaining({ generatedPassword: expect.anything() }),
      expect.not.objectContaining({ generatedPassword: expect.anything() }),
    ]);
  }
  for (const [id, { stranger, undeclared }] of model.phones) {
    if (stranger !== undefined) {
      expect(pbx.extensions.get(id)?.xml).toBe(stranger);
    }
    for (const [element, xml] of undeclared) {
      expect([id, model.elementXml(id, element)]).toEqual([id, xml]);
    }
  }
  const unmanaged = [...model.phones].filter(([id, phone]) => phone.stranger !== undefined || model.orphans.has(id));
  const expected = new Set([...real.managed(), ...unmanaged.map(([id]) => id)]);
  expect(new Set(pbx.extensions.ids())).toEqual(expected);
  expect(real.managed()).toEqual(new Set([...model.program.values()].map(({ inputs }) => inputs.extensionId)));

  expect(await real.up()).toMatchObject({ changed: [], failures: {} });
  expect(real.lastRequests).toEqual([]);
  expect(await real.refresh()).toMatchObject({ changed: [], failures: {} });
  assertSecret(model, real);
}

function assertAsDeclared(pbx: Simulator, model: Model, { inputs, ended }: DeclaredExtension): void {
  const { extensionId, password, adopt } = inputs;
  const held = (element: string) => pbx.extensions.text(extensionId, element);
  const phone = model.phones.get(extensionId);
  expect([extensionId, held("UserID"), held("Enabled"), held("AuthorizationName")]).toEqual([
    extensionId,
    inputs.userId,
    String(inputs.enabled ?? true),
    extensionId,
  ]);
  if (password !== GENERATED) {
    expect([extensionId, held("Password")]).toEqual([extensionId, password]);
    return;
  }
  // The last one that was generated for it. An adopted phone for which none was has the password that it had.
  expect([extensionId, held("Password")]).toEqual([extensionId, phone?.generated ?? phone?.password]);
  expect([extensionId, adopt === true || phone?.generated !== undefined]).toEqual([extensionId, true]);
  expect([...ended]).not.toContain(held("Password"));
}

/** No password was printed, or is in the state under another name. */
function assertSecret(model: Model, { engine }: Real): void {
  const resources = [...engine.state.values()].map(({ inputs, outputs }) => [
    { ...inputs, password: "" },
    { ...outputs, password: "" },
  ]);
  const readable = [...model.printed, JSON.stringify(resources)];
  expect([...model.secrets].filter((secret) => readable.some((text) => text.includes(secret)))).toEqual([]);
}
