import { createCipheriv, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { deriveKey, newStack, saltLine } from "./newStack";

/** The file Pulumi.STACK.yaml: the configuration of a stack. */
export class StackSettings {
  readonly #file: string;
  readonly #project: string;
  #config: Record<string, unknown> = {};
  readonly #secrets: Record<string, { secure: string }> = {};

  constructor(file: string, project: string) {
    this.#file = file;
    this.#project = project;
  }

  /** Writes the file of a new stack. */
  create(encryptionsalt: string): void {
    writeFileSync(this.#file, `${encryptionsalt}\n`);
  }

  copyFrom(other: StackSettings): void {
    this.#config = other.#config;
    Object.assign(this.#secrets, other.#secrets);
    this.create(other.#salt());
    this.#write();
  }

  /** Replaces the configuration that is not encrypted. */
  configure(config: Record<string, unknown>): void {
    this.#config = config;
    this.#write();
  }

  /** Sets a secret, as `pulumi config set --secret` does in a second of processor time. */
  setSecret(key: string, value: string): void {
    const name = key.includes(":") ? key : `${this.#project}:${key}`;
    this.#secrets[name] = this.encrypt(value);
    this.#write();
  }

  /** A value of the configuration, encrypted: also for one within an object. */
  encrypt(value: string): { secure: string } {
    const { encryptionsalt, key } = newStack();
    const salt = this.#salt();
    const stackKey = salt === encryptionsalt ? Buffer.from(key, "base64") : deriveKey(salt);
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", stackKey, nonce);
    const encrypted = Buffer.concat([cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return { secure: `v1:${nonce.toString("base64")}:${encrypted.toString("base64")}` };
  }

  #salt(): string {
    return saltLine(readFileSync(this.#file, "utf8"));
  }

  #write(): void {
    // JSON is YAML.
    const config = JSON.stringify({ ...this.#config, ...this.#secrets });
    writeFileSync(this.#file, `${this.#salt()}\nconfig: ${config}\n`);
  }
}
