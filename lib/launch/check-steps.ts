import path from "node:path";

export const ROOT = path.resolve(import.meta.dirname, "../..");

/** A tool of the repository, run on our own Node: the one on the PATH may be older. */
export interface Step {
  readonly name: string;
  readonly args: readonly string[];
}

const inPackages = (file: string) => path.join(ROOT, "node_modules", file);

export const CHECK_STEPS: readonly Step[] = [
  { name: "lint", args: [inPackages("@biomejs/biome/bin/biome"), "check", "--error-on-warnings"] },
  { name: "types", args: [inPackages("typescript/bin/tsc"), "--noEmit", "--project", ROOT] },
  { name: "dead code", args: [inPackages("knip/bin/knip.js"), "--no-progress"] },
];

export const unitStep = (report: string): Step => ({
  name: "unit and database tests",
  args: [
    inPackages("vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ],
});

export const browserStep: Step = {
  name: "browser tests",
  args: [inPackages("@playwright/test/cli.js"), "test"],
};
