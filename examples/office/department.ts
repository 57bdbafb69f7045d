/** A telephone of the department: somebody's, or one that stands in a room. */
export interface Telephone {
  /** What Pulumi calls it. Choose a name that lasts, of a place rather than a person: a new name is a new telephone. */
  name: string;
  /** Its number on the PBX. A text, because zeros at the start count: "0999" is another number than "999". */
  extensionId: string;
  /** Login name of the office user who owns it. */
  userId: string;
  /** Whether a telephone can register with this number: yes, unless it says `false`. */
  enabled?: boolean;
  /** Whether it stands in a room where anybody may pick it up. */
  room?: true;
}

/** The list to maintain: one line for each telephone. */
export const department: Telephone[] = [
  { name: "reception", extensionId: "1000", userId: "reception" },

  { name: "sales-1", extensionId: "1001", userId: "anna" },
  { name: "sales-2", extensionId: "1002", userId: "balazs" },
  { name: "sales-3", extensionId: "1003", userId: "clara" },

  { name: "support-1", extensionId: "1010", userId: "daniel" },
  { name: "support-2", extensionId: "1011", userId: "eszter" },

  // Nobody sits at this desk now. Its number is taken, and no telephone can use it.
  { name: "spare-desk", extensionId: "1019", userId: "reception", enabled: false },

  { name: "meeting-room", extensionId: "1020", userId: "reception", room: true },
  { name: "kitchen", extensionId: "1021", userId: "reception", room: true },
  { name: "warehouse", extensionId: "0999", userId: "reception", room: true },
];
