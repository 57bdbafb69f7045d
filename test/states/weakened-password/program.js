// The program of which state.json is the recorded state, and pbx.json what the PBX held: an administrator had changed the generated
// passwords of 1000 and 1001, and a refresh had overwritten them in the state. The prelude is testStack.ts's.
const phone = (name, extensionId, more) => new SipExtension(name, { extensionId, userId: name, ...more });
const later = process.env.PASSWORD_VERSION;
const enabled = process.env.DISABLED === undefined;
phone("weakened", "1000", { passwordVersion: later });
phone("versioned", "1001", { passwordVersion: later ?? 1 });
phone("adopted", "1002", { adopt: true, enabled });
phone("no-longer-given", "1003", { enabled });
