import { findOnWindows } from "../../cli/shared/findProgram";

describe("a program on Windows", () => {
  const files = [
    "C:\\Pulumi\\bin\\pulumi.exe",
    "D:\\Other tools\\pulumi.exe",
    "pulumi.exe",
    ".\\pulumi.exe",
    "bin\\pulumi.exe",
  ];
  const foundIn = (Path: string | undefined) => findOnWindows("pulumi", { Path }, (file) => files.includes(file));

  test.each<[string, string | undefined, string | undefined]>([
    ["the first folder of PATH that has it", "C:\\Windows;C:\\Pulumi\\bin;D:\\Other tools", files[0]],
    ["a folder in quotes", '"D:\\Other tools";C:\\Pulumi\\bin', files[1]],
    ["no current folder", ";.;bin;C:\\Windows", undefined],
    ["no PATH", undefined, undefined],
  ])("is found in %s", (_where, path, file) => {
    expect(foundIn(path)).toBe(file);
  });
});
