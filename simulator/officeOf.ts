import type { ExtensionSource } from "./extensionSource";

/** An office of SIP extensions, numbered from 1000. Every second one has a phone that is registered. */
export function officeOf(count: number): ExtensionSource[] {
  return Array.from({ length: count }, (_, index) => {
    const texts = { ID: String(1000 + index) };
    return index % 2 === 1
      ? texts
      : {
          ...texts,
          LastIPAddress: `192.168.${115 + Math.floor(index / 250)}.${1 + (index % 250)}:5060 (Udp)`,
          UserAgentName: "Grandstream GXP2000 1.2.5.3",
        };
  });
}
