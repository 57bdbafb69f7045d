import { command } from "./installed/command";
import { declarations } from "./installed/declarations";
import { examples } from "./installed/examples";
import { imports } from "./installed/imports";
import { types } from "./installed/types";
import { Installation } from "./support/installation";

// One file, because an installation takes long and jest shares nothing between files.
let installation: Installation;
beforeAll(async () => {
  installation = await Installation.make();
});
afterAll(() => installation.remove());

const installed = () => installation;

describe("importing the installed package", () => imports(installed));
describe("its declarations", () => declarations(installed));
describe("its types", () => types(installed));
describe("its command", () => command(installed));
describe("the examples, with the installed package", () => examples(installed));
