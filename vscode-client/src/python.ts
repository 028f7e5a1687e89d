// Interpreters of this machine, and the private environment that is made from one of them. Knows nothing of VS Code.

import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { delimiter, isAbsolute, join, relative } from "node:path";
import { promisify } from "node:util";
import type { Python } from "./choose.ts";

const run = promisify(execFile);
const WINDOWS = process.platform === "win32";

const QUESTION = `
import importlib.metadata, json, platform
try:
    qls = importlib.metadata.version("qls")
except importlib.metadata.PackageNotFoundError:
    qls = None
print(json.dumps({"version": platform.python_version(), "qls": qls}))
`;
const QUESTION_OF_OLD = 'import json, platform; print(json.dumps({"version": platform.python_version(), "qls": None}))';

/** Asks an interpreter for its version and its qls; undefined where it does not start. */
export async function ask(path: string, cwd: string): Promise<Python | undefined> {
  for (const question of [QUESTION, QUESTION_OF_OLD]) {
    try {
      const { stdout } = await run(path, ["-c", question], { cwd, timeout: 20_000, windowsHide: true });
      return { path, ...(JSON.parse(stdout.trim()) as { version: string; qls: string | null }) };
    } catch {
      continue; // Python before 3.8 has no importlib.metadata: the second question is for those
    }
  }
  return undefined;
}

/** Interpreters on the PATH that lie outside of `folders`, in the order in which they should be tried. */
export function onPath(environment: NodeJS.ProcessEnv, folders: string[]): string[] {
  const names = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];
  const places = (environment.PATH ?? environment.Path ?? "").split(delimiter).filter((place) => isAbsolute(place));
  const found = names.flatMap((name) => places.map((place) => join(place, WINDOWS ? `${name}.exe` : name)));
  return found.filter((path) => existsSync(path) && !folders.some((folder) => isInside(path, folder)));
}

export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && !way.startsWith("..") && !isAbsolute(way);
}

/** What `npm run bundle` put beside the extension. */
export interface Bundle {
  folder: string;
  wheel: string;
  version: string;
  digest: string;
}

export async function readBundle(folder: string): Promise<Bundle> {
  const described = JSON.parse(await readFile(join(folder, "bundle.json"), "utf8")) as Omit<Bundle, "folder">;
  return { folder, ...described };
}

/** The environment that this extension keeps for itself, one folder for each bundle. */
export class PrivateEnvironment {
  readonly folder: string;

  constructor(
    private readonly storage: string,
    private readonly bundle: Bundle,
  ) {
    this.folder = join(storage, `qls-${bundle.version}-${bundle.digest}`);
  }

  get python(): string {
    return pythonOf(this.folder);
  }

  /** True where it was made and its Python still starts (the one it was made from may have been removed). */
  async isReady(): Promise<boolean> {
    if (!existsSync(join(this.folder, "ready"))) {
      return false;
    }
    return (await ask(this.python, this.storage))?.qls === this.bundle.version;
  }

  /**
   * Makes it from `base`. Two windows may do so at once: each builds beside, the first to end takes the place.
   *
   * @throws Error with what venv or pip printed.
   */
  async make(base: string, log: (line: string) => void, report: (step: string) => void, signal: AbortSignal): Promise<void> {
    await mkdir(this.storage, { recursive: true });
    const building = `${this.folder}-${process.pid}`;
    const start = (command: string, args: string[]) => logged(command, args, this.storage, log, signal);
    try {
      await rm(building, { recursive: true, force: true });
      report("making an environment");
      await start(base, ["-I", "-m", "venv", building]);
      const pip = ["-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "--retries", "2", "install", "--no-compile"];
      report("downloading what qls needs");
      await start(pythonOf(building), [...pip, "--requirement", join(this.bundle.folder, "requirements.txt")]);
      report("installing qls");
      await start(pythonOf(building), [...pip, "--no-deps", join(this.bundle.folder, this.bundle.wheel)]);
      await writeFile(join(building, "ready"), `${base}\n`);
      await this.takePlace(building);
    } finally {
      await rm(building, { recursive: true, force: true });
    }
    await this.removeOthers();
  }

  private async takePlace(building: string): Promise<void> {
    if (await this.isReady()) {
      return;
    }
    await rm(this.folder, { recursive: true, force: true });
    await rename(building, this.folder);
  }

  /** Environments of earlier versions, and halves that were left; one in use (Windows keeps it) goes another time. */
  private async removeOthers(): Promise<void> {
    const others = (await readdir(this.storage)).filter((name) => name.startsWith("qls-") && !isBeingBuilt(name));
    const old = others.map((name) => join(this.storage, name)).filter((path) => path !== this.folder);
    await Promise.all(old.map((path) => rm(path, { recursive: true, force: true }).catch(() => undefined)));
  }
}

/** True for the folder in which another window builds: it ends with that window's process id. */
function isBeingBuilt(name: string): boolean {
  const builder = /-[0-9a-f]{12}-(\d+)$/.exec(name)?.[1];
  try {
    return builder !== undefined && process.kill(Number(builder), 0);
  } catch {
    return false;
  }
}

function pythonOf(environment: string): string {
  return WINDOWS ? join(environment, "Scripts", "python.exe") : join(environment, "bin", "python");
}

function logged(command: string, args: string[], cwd: string, log: (line: string) => void, signal: AbortSignal): Promise<void> {
  log(`${command} ${args.join(" ")}`);
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, signal, windowsHide: true, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (piece: Buffer) => {
      output += piece.toString();
      piece.toString().trimEnd().split("\n").forEach(log);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", fail);
    child.on("close", (code) => (code === 0 ? done() : fail(new Error(output || `${command} ended with ${code}`))));
  });
}
