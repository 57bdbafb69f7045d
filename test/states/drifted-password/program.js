// The program of which state.json is the recorded state, and pbx.json what the PBX held: after a refresh, while the PBX has another
// password than the generated one. The prelude is testStack.ts's.
new SipExtension("reception", { extensionId: "1000", userId: "reception" });
