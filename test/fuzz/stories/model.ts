import { DeclaredTwice, ExtensionExists } from "../../../provider/lifecycle/errors";
import { isGenerated } from "../../../provider/types/sipExtension/generatedPassword";
import type { ProgramInputs } from "../../../provider/types/validate";
import type { RecordedRequest, Simulator } from "../../../simulator";
import type { Ended, MiniEngine, UpOptions } from "../../support/miniEngine";
import { CheckFailed } from "../../support/miniEngine";

/** The password of a resource that sets none. */
export const GENERATED = "@generate office/dev";

/** A resource of the program. */
export interface DeclaredExtension {
  inputs: ProgramInputs & { extensionId: string };
  deletesBeforeReplace: boolean;
  /** Passwords that a changed passwordVersion has ended. */
  readonly ended: Set<string>;
}

/** What a story knows of an extension on the PBX. */
interface Phone {
  /** The password that the PBX has. */
  password: string;
  /** The generated password that a stack wrote last. Undefined for a phone with a password of its own. */
  generated?: string | undefined;
  /** Elements that no program declares, as XML, by name. */
  undeclared: Map<string, string>;
  /** Whether an administrator has changed it while no state knew it. */
  wasChanged?: boolean;
  /** The whole of an extension that no stack may change. */
  stranger?: string | undefined;
}

/** An extension that a run has created or adopted without a trace in the state. */
interface Orphan {
  /** What the program declared then. */
  declared: string;
  wasAdopted: boolean;
}

/** What is in the state before a run. */
export type Recorded = MiniEngine["state"];

/** What tells whether an extension is the one of a resource. */
interface HeldValues {
  extensionId: string;
  userId?: unknown;
  password?: unknown;
  enabled?: unknown;
}

type RecordedResource = Recorded extends Map<string, infer Resource> ? Resource : never;

/** What a story knows, without asking the package: it follows the requests that the PBX has executed. */
export class Model {
  readonly program = new Map<string, DeclaredExtension>();
  readonly phones = new Map<string, Phone>();
  readonly orphans = new Map<string, Orphan>();
  /** Passwords, which may be nowhere but on the PBX and in the state. */
  readonly secrets = new Set<string>();
  /** Everything that was printed. */
  readonly printed: string[] = [];
  readonly #pbx: Simulator;
  #nextId = 1000;
  #nextName = 0;

  constructor(pbx: Simulator) {
    this.#pbx = pbx;
  }

  newId(): string {
    this.#nextId += 1;
    return String(this.#nextId);
  }

  /** @returns the name of the resource */
  declare(inputs: DeclaredExtension["inputs"], deletesBeforeReplace = false): string {
    return this.#name({ inputs, deletesBeforeReplace, ended: new Set() });
  }

  rename(name: string, declared: DeclaredExtension): void {
    this.program.delete(name);
    this.#name(declared);
  }

  /** One of the declared resources. */
  pick(index: number): [string, DeclaredExtension] | undefined {
    const all = [...this.program];
    return all[index % Math.max(1, all.length)];
  }

  /** What the engine reads from the program. */
  get declared(): Record<string, ProgramInputs> {
    return Object.fromEntries([...this.program].map(([name, { inputs }]) => [name, { ...inputs }]));
  }

  /** The names of the resources with the option `deleteBeforeReplace`. */
  get deleteBeforeReplace(): string[] {
    return [...this.program].flatMap(([name, { deletesBeforeReplace }]) => (deletesBeforeReplace ? [name] : []));
  }

  /** An administrator adds an extension, which no stack may change unless a resource adopts it. */
  addStranger(id: string, xml: string): void {
    this.#pbx.extensions.set(xml);
    this.phones.set(id, { password: this.#held(id, "Password"), undeclared: new Map() });
    this.noteOnPbx(id);
    this.phones.get(id)?.undeclared.set("Note", this.elementXml(id, "Note"));
    this.#markAsStranger(id);
  }

  /** An administrator has changed, or deleted, an extension on the PBX. */
  noteOnPbx(id: string, isRemembered = false): void {
    const phone = this.phones.get(id);
    if (!this.#pbx.extensions.has(id)) {
      this.phones.delete(id);
      this.orphans.delete(id);
      return;
    }
    if (phone === undefined) {
      return;
    }
    const password = this.#held(id, "Password");
    this.secrets.add(password);
    if (password !== phone.password && !isRemembered) {
      // Nothing but the state remembers the generated one.
      phone.generated = undefined;
    }
    phone.password = password;
    phone.wasChanged ||= !isRemembered;
    if (phone.stranger !== undefined) {
      this.#markAsStranger(id);
    }
  }

  /** The program asks for a new generated password. One that the state does not hold keeps the password that it has. */
  rotate(declared: DeclaredExtension, version: number, isInState: boolean): void {
    Object.assign(declared.inputs, { passwordVersion: version });
    const phone = this.phones.get(declared.inputs.extensionId);
    if (isInState && phone !== undefined) {
      declared.ended.add(phone.password);
      declared.ended.add(phone.generated ?? phone.password);
    }
  }

  /** Follows what the PBX has executed in a run, and asserts of every write that it was to happen. */
  follow(requests: readonly RecordedRequest[], before: Recorded, options: UpOptions): void {
    const withoutAnswer = new Set<string>();
    for (const { command, parameters, extensionId: id = "", executed, code } of requests) {
      if (command === "AddConfig") {
        // It may have been executed: the PBX is asked before it is sent again.
        expect([id, withoutAnswer.has(id)]).toEqual([id, false]);
      }
      withoutAnswer.delete(id);
      if (command === "AddConfig" && code === undefined) {
        withoutAnswer.add(id);
      }
      const password = /<Password>([^<]*)<\/Password>/.exec(parameters.ConfigXML ?? "")?.[1];
      if (password !== undefined) {
        this.secrets.add(password);
      }
      if (executed && command === "AddConfig") {
        this.#added(id, password ?? "");
      } else if (executed && command === "ModifyConfig") {
        this.#modified(id, password ?? "", before);
      } else if (executed && command === "RemoveConfig") {
        this.#removed(id, options, before);
      }
    }
  }

  /** Notes what a run has created or adopted without a trace in the state, and asserts why. */
  findOrphans(requests: readonly RecordedRequest[], managed: ReadonlySet<string>, ended: Ended): void {
    for (const { command, extensionId: id = "", executed } of requests) {
      const phone = this.phones.get(id);
      if (executed && phone !== undefined && ["AddConfig", "ModifyConfig"].includes(String(command))) {
        const [name, inputs] = this.#declarationOf(id);
        const wasAdopted = command === "ModifyConfig";
        if (!managed.has(id)) {
          // A failed create is recorded, unless its processes were killed. A failed adoption is not.
          expect([id, ended.wasKilled || (wasAdopted && name in ended.failures)]).toEqual([id, true]);
          this.orphans.set(id, { declared: JSON.stringify(inputs), wasAdopted });
        }
      }
    }
    for (const id of managed) {
      this.orphans.delete(id);
    }
  }

  /**
   * Asserts that a run had to refuse a resource: a killed run has created its extension, and since then the program or an
   * administrator has changed it; or the outcome of its create is unknown, and the PBX has something else. An extension that a
   * killed replacement has created looks like a second declaration.
   *
   * @param recorded - what the state held before the run
   */
  assertRefusal(name: string, failure: unknown, recorded: RecordedResource | undefined): void {
    const { inputs } = this.program.get(name) as DeclaredExtension;
    const { extensionId: id } = inputs;
    const orphan = this.orphans.get(id);
    if (failure instanceof DeclaredTwice) {
      expect([name, recorded?.isPendingReplacement, orphan !== undefined]).toEqual([name, true, true]);
      return;
    }
    // The preview refuses it, unless it shares a generated password with the program: then the create does.
    expect([CheckFailed.name, ExtensionExists.name]).toContain((failure as Error).constructor.name);
    const isChanged = this.phones.get(id)?.wasChanged || orphan?.declared !== JSON.stringify(inputs);
    const isChangedOrphan = orphan?.wasAdopted === false && isChanged;
    const isOtherThanUnconfirmed =
      recorded !== undefined && recorded.outputs.pbx === undefined && !this.#isHeld(recorded.outputs);
    expect([name, inputs.adopt === true, this.#isHeld(inputs)]).toEqual([name, false, false]);
    expect([name, isChangedOrphan || isOtherThanUnconfirmed]).toEqual([name, true]);
  }

  /** An element as the PBX holds it, with its attributes. */
  elementXml(id: string, name: string): string {
    return new RegExp(`<${name}[ >][^<]*</${name}>`).exec(this.#pbx.extensions.get(id)?.xml ?? "")?.[0] ?? "";
  }

  /** Whether the PBX holds exactly these values. Any generated password is one that was generated. */
  #isHeld({ extensionId: id, userId, password, enabled = true }: HeldValues): boolean {
    const held = this.#held(id, "Password");
    const isAnyGenerated = password === GENERATED || isGenerated(String(password), id);
    return (
      this.#held(id, "UserID") === userId &&
      this.#held(id, "Enabled") === String(enabled) &&
      (isAnyGenerated ? isGenerated(held, id) : held === password)
    );
  }

  #name(declared: DeclaredExtension): string {
    this.#nextName += 1;
    const name = `phone${this.#nextName}`;
    this.program.set(name, declared);
    return name;
  }

  #added(id: string, password: string): void {
    const [, { password: declared }] = this.#declarationOf(id);
    if (declared === GENERATED) {
      expect([id, isGenerated(password, id)]).toEqual([id, true]);
    } else {
      expect([id, password]).toEqual([id, declared]);
    }
    const generated = declared === GENERATED ? password : undefined;
    this.phones.set(id, { password, generated, undeclared: new Map() });
  }

  #modified(id: string, password: string, before: Recorded): void {
    const [name, inputs] = this.#declarationOf(id);
    const phone = this.phones.get(id) as Phone;
    if (phone.stranger !== undefined) {
      expect([id, inputs.adopt]).toEqual([id, true]);
      phone.stranger = undefined;
    }
    if (inputs.password !== GENERATED) {
      expect([id, password]).toEqual([id, inputs.password]);
    } else if (![phone.password, phone.generated].includes(password)) {
      const recorded = before.get(name)?.inputs;
      const isRotated = recorded !== undefined && recorded.passwordVersion !== inputs.passwordVersion;
      expect([id, isRotated, isGenerated(password, id)]).toEqual([id, true, true]);
      phone.generated = password;
    }
    phone.password = password;
  }

  #removed(id: string, { replaces = [] }: UpOptions, before: Recorded): void {
    const phone = this.phones.get(id);
    expect([id, phone?.stranger]).toEqual([id, undefined]);
    const [name, declared] = [...this.program].find(([, { inputs }]) => inputs.extensionId === id) ?? [];
    if (name !== undefined && declared !== undefined) {
      const isReplaced = replaces === "all" || replaces.includes(name);
      expect([id, declared.deletesBeforeReplace && isReplaced && before.has(name)]).toEqual([id, true]);
    }
    this.phones.delete(id);
    this.orphans.delete(id);
  }

  /** The resource that declares an ID. Nothing is written under any other. */
  #declarationOf(id: string): [name: string, inputs: DeclaredExtension["inputs"]] {
    const [name, declared] = [...this.program].find(([, { inputs }]) => inputs.extensionId === id) ?? [];
    if (name === undefined || declared === undefined) {
      throw new Error(`Extension ${id} was written, but no resource declares it`);
    }
    return [name, declared.inputs];
  }

  #markAsStranger(id: string): void {
    const phone = this.phones.get(id) as Phone;
    phone.stranger = this.#pbx.extensions.get(id)?.xml;
  }

  #held(id: string, element: string): string {
    return this.#pbx.extensions.text(id, element) ?? "";
  }
}
