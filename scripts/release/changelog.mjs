/**
 * The section of a version in CHANGELOG.md, without its heading.
 * @param {string} changelog
 * @param {string} version
 * @returns {string | undefined} undefined where there is no such section, or nothing in it
 */
export function changelogSection(changelog, version) {
  const section = changelog
    .split(/^(?=## )/m)
    .map((text) => text.split("\n"))
    // A date may follow.
    .find(([heading = ""]) => heading.split(" ")[1] === version);
  return section?.slice(1).join("\n").trim() || undefined;
}
