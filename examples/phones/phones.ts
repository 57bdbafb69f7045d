import type { Device } from "./provisioning/device";

/** An extension, and the phone that registers with it. */
export interface Phone {
  /** Name in Pulumi. Choose a lasting one: a new name is a new phone. */
  name: string;
  /** Number on the PBX. */
  extensionId: string;
  /** Login name of the office user who owns it. */
  userId: string;
  /** What the phone shows, and what the other person sees. */
  displayName: string;
  /** The phone. Its MAC address is printed on its back. */
  device: Device;
}

export const phones: Phone[] = [
  {
    name: "reception",
    extensionId: "1000",
    userId: "reception",
    displayName: "Reception",
    device: { vendor: "yealink", mac: "80:5e:c0:00:10:00" },
  },
  {
    name: "anna",
    extensionId: "1001",
    userId: "anna",
    displayName: "Anna Kovács",
    device: { vendor: "grandstream", mac: "00-0B-82-00-10-01" },
  },
  {
    name: "balazs",
    extensionId: "1002",
    userId: "balazs",
    displayName: "Balázs Nagy",
    device: { vendor: "linphone" },
  },
];
