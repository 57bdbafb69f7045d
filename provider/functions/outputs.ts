import * as pulumi from "@pulumi/pulumi";

/**
 * The result of a look-up as one Output for each property: so that a program can export one without the others being taken
 * for secrets.
 *
 * @param found - what is looked up; not handed to the program, for it holds secrets in the clear
 * @param names - its properties
 * @param secrets - those that are secrets
 */
export function outputsOf<Found extends object, Name extends keyof Found>(
  found: pulumi.Output<Found>,
  names: readonly Name[],
  secrets: readonly Name[],
): { [Key in Name]: pulumi.Output<Found[Key]> } {
  const outputs = names.map((name) => {
    const one = found.apply((all) => all[name]);
    return [name, secrets.includes(name) ? pulumi.secret(one) : one] as const;
  });
  return Object.fromEntries(outputs) as unknown as { [Key in Name]: pulumi.Output<Found[Key]> };
}
