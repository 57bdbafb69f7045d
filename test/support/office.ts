import type { SimulatorOptions } from "../../simulator";
import { Simulator } from "../../simulator";
import type { TestStackOptions } from "./testStack";
import { TestStack } from "./testStack";
import { until } from "./until";

/** How an office of the tests is set up. */
export interface OfficeOptions extends Omit<TestStackOptions, "config"> {
  /** The PBX. */
  pbx?: SimulatorOptions;
  /** Configuration beside `ozeki:url`. */
  config?: Record<string, unknown>;
}

/** A simulated PBX and a stack that is configured for it. */
export class Office {
  readonly #config: Record<string, unknown>;
  readonly #secrets = new Set<string>();
  readonly #clones: TestStack[] = [];
  readonly #morePbxs: Simulator[] = [];

  private constructor(
    readonly pbx: Simulator,
    readonly stack: TestStack,
    config: Record<string, unknown>,
  ) {
    this.#config = config;
  }

  /** Opens an office. The caller closes it. */
  static async open(options: OfficeOptions = {}): Promise<Office> {
    const pbx = await Simulator.start(options.pbx);
    const config = { "ozeki:url": pbx.origin, ...options.config };
    const stack = await TestStack.create({ ...options, config }).catch(async (error: unknown) => {
      // No one else can: jest would not end.
      await pbx.stop();
      throw error;
    });
    const office = new Office(pbx, stack, config);
    office.plant(...Object.values(options.environment ?? {}).filter((value) => value !== undefined));
    return office;
  }

  /** The stack as a second administrator has it; it is searched for passwords and removed with the office. */
  cloneStack(): TestStack {
    const clone = this.stack.clone();
    this.#clones.push(clone);
    return clone;
  }

  /** Starts another PBX, which is stopped with the office. */
  async startPbx(options: SimulatorOptions = {}): Promise<Simulator> {
    const pbx = await Simulator.start(options);
    this.#morePbxs.push(pbx);
    return pbx;
  }

  /** Changes the configuration of the stack. `undefined` removes a key. */
  configure(config: Record<string, unknown>): void {
    const all = Object.entries({ ...this.#config, ...config }).filter(([, value]) => value !== undefined);
    this.stack.configure(Object.fromEntries(all));
  }

  /** Adds secrets that must not be found in clear text. */
  plant(...secrets: string[]): void {
    for (const secret of secrets) {
      this.#secrets.add(secret);
    }
  }

  /** The text of an element of an extension on the PBX. */
  text(extensionId: string, element: string): string | undefined {
    return this.pbx.extensions.text(extensionId, element);
  }

  /**
   * The requests since the last call that are about an extension, in short, such as `AddConfig 1000 200`. A run that creates
   * something also lists the extensions once: see {@link allRequests}.
   */
  requests(): string[] {
    return this.allRequests().filter((command) => !command.startsWith("ListExtensions "));
  }

  /** All requests since the last call, in short. */
  allRequests(): string[] {
    const commands = this.pbx.commands();
    this.#notePasswords();
    this.pbx.forgetRequests();
    return commands;
  }

  /** Waits until the PBX has got a request, answered or not. */
  async waitFor(request: string): Promise<void> {
    await until(() => this.pbx.commands().some((command) => command.startsWith(request)), `the request ${request}`);
  }

  /** Removes the office, and returns every place in which a password was in clear text. */
  async close(): Promise<string[]> {
    this.#notePasswords();
    const urls = this.#pbxs.flatMap(({ requests }) => requests.map(({ url }) => url)).filter((url) => url !== "/");
    await Promise.all(this.#pbxs.map((pbx) => pbx.stop()));
    const stacks = [this.stack, ...this.#clones];
    try {
      return [...stacks.flatMap((stack) => stack.placesOf([...this.#secrets])), ...urls];
    } finally {
      for (const stack of stacks) {
        stack.remove();
      }
    }
  }

  get #pbxs(): Simulator[] {
    return [this.pbx, ...this.#morePbxs];
  }

  /** Every password that was on the wire is a secret, generated ones included. */
  #notePasswords(): void {
    for (const { parameters } of this.#pbxs.flatMap(({ requests }) => requests)) {
      const password = /<Password>([^<]{8,})<\/Password>/.exec(parameters.ConfigXML ?? "")?.[1];
      if (password !== undefined) {
        this.#secrets.add(password);
      }
    }
  }
}
