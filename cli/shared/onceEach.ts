/** The extensions of a list, each ID once: a PBX may list one more than once. The first entry counts. */
export function onceEach<Extension extends { id: string }>(extensions: readonly Extension[]): Extension[] {
  const first = new Map<string, Extension>();
  for (const extension of extensions) {
    if (!first.has(extension.id)) {
      first.set(extension.id, extension);
    }
  }
  return [...first.values()];
}
