/** A phone of the department: of a person, or in a room. */
export interface Phone {
  /** Its name in Pulumi. Choose a lasting name, of a place rather than a person: a new name is a new phone. */
  name: string;
  /** Its number on the PBX. A string, because zeros at the start count: "0999" is another number than "999". */
  extensionId: string;
  /** Login name of the office user who owns it. */
  userId: string;
  /** Whether a phone can register with this number: yes, unless this is `false`. */
  enabled?: boolean;
  /** Whether it is in a room where everyone may use it. */
  room?: true;
}

/** The list to maintain: one line for each phone. */
export const department: Phone[] = [
  { name: "reception", extensionId: "1000", userId: "reception" },

  { name: "sales-1", extensionId: "1001", userId: "anna" },
  { name: "sales-2", extensionId: "1002", userId: "balazs" },
  { name: "sales-3", extensionId: "1003", userId: "clara" },

  { name: "support-1", extensionId: "1010", userId: "daniel" },
  { name: "support-2", extensionId: "1011", userId: "eszter" },

  // This desk is empty now. Its number is reserved, and no phone can use it.
  { name: "spare-desk", extensionId: "1019", userId: "reception", enabled: false },

  { name: "meeting-room", extensionId: "1020", userId: "reception", room: true },
  { name: "kitchen", extensionId: "1021", userId: "reception", room: true },
  { name: "warehouse", extensionId: "0999", userId: "reception", room: true },
];
