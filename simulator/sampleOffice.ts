import type { ExtensionSource } from "./extensionSource";

/** A phone of the sample office. Without a device it has never registered. */
interface SamplePhone {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly user: string;
  readonly device?: string;
  readonly isDisabled?: true;
}

const GRANDSTREAM = "Grandstream GXP2170 1.0.11.48";
const YEALINK = "Yealink SIP-T46U 108.86.0.70";
const SNOM = "snomD785/10.1.175.16";
const SOFTPHONE = "Zoiper rv2.10.20.4";

const phones: readonly SamplePhone[] = [
  { id: "1000", name: "Reception", department: "Front desk", user: "reception", device: YEALINK },
  { id: "1001", name: "Anna Kovács", department: "Front desk", user: "anna.kovacs", device: GRANDSTREAM },
  { id: "1100", name: "Luis Ortega", department: "Sales", user: "luis.ortega", device: YEALINK },
  { id: "1101", name: "Maria Delgado", department: "Sales", user: "maria.delgado", device: SOFTPHONE },
  { id: "1102", name: "Péter Nagy", department: "Sales", user: "peter.nagy", device: YEALINK },
  { id: "1103", name: "Sophie Martin", department: "Sales", user: "sophie.martin" },
  { id: "1200", name: "Zsófia Varga", department: "Support", user: "zsofia.varga", device: SNOM },
  { id: "1201", name: "Daniel Fischer", department: "Support", user: "daniel.fischer", device: SNOM },
  { id: "1202", name: "Carmen Ruiz", department: "Support", user: "carmen.ruiz", isDisabled: true },
  { id: "1300", name: "James Walker", department: "Accounting", user: "james.walker", device: GRANDSTREAM },
  { id: "1301", name: "Eszter Tóth", department: "Accounting", user: "eszter.toth" },
  { id: "1400", name: "Warehouse", department: "Logistics", user: "warehouse", device: GRANDSTREAM },
  { id: "1500", name: "Meeting room", department: "Shared", user: "meeting.room" },
];

/**
 * An office to try things on: people and departments, phones that are registered, never registered and disabled, a queue and a
 * menu. The elements DisplayName and Department and the two types that are not SIP are **made up**.
 */
export function sampleOffice(): ExtensionSource[] {
  return [
    ...phones.map(({ id, name, department, user, device, isDisabled }, index) => ({
      ID: id,
      UserID: user,
      Password: `simulated-${id}`,
      Enabled: isDisabled === true ? "false" : "true",
      DisplayName: name,
      Department: department,
      ...(device !== undefined && { LastIPAddress: `192.168.115.${20 + index}:5060 (Udp)`, UserAgentName: device }),
    })),
    `<Config knownType="MadeUpQueueInfo"><ID>2000</ID><DisplayName>Support queue</DisplayName></Config>`,
    `<Config knownType="MadeUpMenuInfo"><ID>2100</ID><DisplayName>Welcome menu</DisplayName></Config>`,
  ];
}
