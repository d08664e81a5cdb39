import { existsSync } from "node:fs";
import path from "node:path";
import { fingerprint, readStamp, writeStamp } from "./fingerprint.mjs";
import { nodeOf } from "./packages.mjs";
import { runStep } from "./run-step.mjs";
import { say } from "./say.mjs";

/**
 * What is made from the sources: what it is made from, and where one sees that it is there.
 * @typedef {{ sources: string[], product: string, stamp: string, run: string[], line: string, failure: string }} Making
 */

/** @type {Making} */
export const databaseClient = {
  sources: ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"],
  product: "lib/db/generated/client.ts",
  stamp: ".cache/client.stamp",
  run: ["node_modules/prisma/build/index.js", "generate", "--no-hints"],
  line: "Generating the database client ...",
  failure: "The database client could not be generated",
};

/** @type {Making} */
export const routeTypes = {
  sources: ["app", "next.config.ts", "package-lock.json"],
  product: "next-env.d.ts",
  stamp: ".cache/types.stamp",
  run: ["node_modules/next/dist/bin/next", "typegen"],
  line: "Generating the types of the routes ...",
  failure: "The types of the routes could not be generated",
};

/** @type {Making} */
export const webPages = {
  sources: [
    "app",
    "components",
    "lib",
    "public",
    "prisma/schema.prisma",
    "next.config.ts",
    "postcss.config.mjs",
    "tsconfig.json",
    "package.json",
    "package-lock.json",
  ],
  product: ".next/BUILD_ID",
  stamp: ".next/glan.stamp",
  run: ["node_modules/next/dist/bin/next", "build"],
  line: "Building the web pages (about half a minute) ...",
  failure: "The web pages could not be built",
};

/** Tests and what is generated do not change what is made. @param {string} file */
const isSource = (file) => !/\.test\.tsx?$|\/lib\/db\/generated$|\/\.[^/]*$/.test(file);

/** @param {string} root @param {Making} making */
const stampOf = (root, making) => fingerprint(root, making.sources, isSource);

/** @param {string} root @param {Making} making */
export function isMade(root, making) {
  return (
    existsSync(path.join(root, making.product)) &&
    readStamp(path.join(root, making.stamp)) === stampOf(root, making)
  );
}

/** @param {string} root @param {Making} making */
export async function make(root, making) {
  say(making.line);
  // Before the work: what is edited while it runs makes the next start do it again.
  const stamp = stampOf(root, making);
  const { NODE_ENV: _, ...environment } = process.env;
  await runStep(making.failure, nodeOf(root), making.run, {
    cwd: root,
    env: {
      ...environment,
      NEXT_TELEMETRY_DISABLED: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
      // Prisma would fetch an engine that only its own migrations need; any program by this name will do.
      PRISMA_SCHEMA_ENGINE_BINARY: nodeOf(root),
    },
  });
  writeStamp(path.join(root, making.stamp), stamp);
}
