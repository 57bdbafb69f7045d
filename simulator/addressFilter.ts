import { BlockList, isIP } from "node:net";

/** A string is not an address. */
export class AddressError extends Error {
  override readonly name = "AddressError";
}

/** A set of addresses, such as `192.168.0.7`, `192.168.0.0/24`, `192.168.0.0/255.255.255.0` or `fd00::/8`. */
export class AddressFilter {
  readonly #list = new BlockList();

  /** @throws AddressError naming the string that is not an address */
  constructor(addresses: readonly string[]) {
    for (const address of addresses) {
      this.#add(address);
    }
  }

  /** Whether the set contains a peer's address. An IPv4 address in IPv6 form counts as IPv4. */
  has(address: string): boolean {
    const family = familyOf(address);
    return family !== undefined && this.#list.check(address, family);
  }

  #add(text: string): void {
    const [address = "", mask, ...rest] = text.split("/");
    const family = familyOf(address);
    const bits = mask === undefined ? undefined : prefixLength(mask, family);
    if (family === undefined || rest.length > 0 || (mask !== undefined && bits === undefined)) {
      throw new AddressError(
        `${JSON.stringify(text)} is not an address: write an IP (192.168.0.7) or a net (192.168.0.0/24, 192.168.0.0/255.255.255.0)`,
      );
    }
    if (bits === undefined) {
      this.#list.addAddress(address, family);
    } else {
      this.#list.addSubnet(address, bits, family);
    }
  }
}

type Family = "ipv4" | "ipv6";

function familyOf(address: string): Family | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? "ipv4" : "ipv6";
}

function prefixLength(mask: string, family: Family | undefined): number | undefined {
  if (/^\d{1,3}$/.test(mask)) {
    const bits = Number(mask);
    return bits <= (family === "ipv6" ? 128 : 32) ? bits : undefined;
  }
  if (family !== "ipv4" || isIP(mask) !== 4) {
    return undefined;
  }
  const binary = mask
    .split(".")
    .map((part) => Number(part).toString(2).padStart(8, "0"))
    .join("");
  return /^1*0*$/.test(binary) ? binary.lastIndexOf("1") + 1 : undefined;
}
