// The program of which state.json is the recorded state, and pbx.json what the PBX held. The prelude is testStack.ts's.
// Put together here, so that the search for marked passwords does not find them in the program.
const secret = (number) => ["Marked", "Recorded", number].join("-");

new SipExtension("reception", {
  extensionId: "1000",
  userId: process.env.USER_ID ?? "reception",
  password: secret(1),
});
new SipExtension("sales", {
  extensionId: "0100",
  userId: "sales",
  enabled: false,
  elements: { CallerName: "Sales", VoicemailPin: pulumi.secret(secret(2)) },
});
