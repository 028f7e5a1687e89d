// Which Python runs qls. Pure: knows nothing of VS Code, starts nothing.

export const OLDEST_PYTHON = "3.10";

export type Strategy = "fromEnvironment" | "useBundled";

/** What was learnt about an interpreter by asking it. */
export interface Python {
  path: string;
  /** `major.minor.micro` */
  version: string;
  /** The version of qls that it can import, or null. */
  qls: string | null;
}

export interface Circumstances {
  strategy: Strategy;
  /** False in Restricted Mode: then nothing that the folder chose may run. */
  trusted: boolean;
  /** The interpreter that the user selected; null where none is, undefined where it did not start. */
  selected: Python | null | undefined;
  /** Where the selected interpreter should have been. */
  selectedPath: string;
  /** A private environment of this version is there already. */
  privateReady: boolean;
  /** Interpreters of this machine outside of any workspace folder, the best first. */
  machine: Python[];
}

export type Choice =
  | { kind: "environment"; python: Python }
  | { kind: "private"; base: Python | null }
  | { kind: "none"; message: string };

/** The qls of the selected environment, else a private environment, else a message that names both ways out. */
export function choose(seen: Circumstances): Choice {
  const { selected } = seen;
  const usable = seen.trusted && selected ? selected : null;
  if (seen.strategy === "fromEnvironment" && usable?.qls && isNewEnough(usable.version)) {
    return { kind: "environment", python: usable };
  }
  if (seen.privateReady) {
    return { kind: "private", base: null };
  }
  const bases = usable ? [...seen.machine, usable] : seen.machine;
  const base = bases.find((python) => isNewEnough(python.version));
  return base ? { kind: "private", base } : { kind: "none", message: noPython(seen, bases) };
}

export function isNewEnough(version: string): boolean {
  const [major, minor] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_PYTHON.split(".").map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

function noPython(seen: Circumstances, tried: Python[]): string {
  return `qls needs Python ${OLDEST_PYTHON} or newer to run: ${whatWasFound(seen, tried)}. ${waysOut(seen.trusted)}`;
}

function whatWasFound(seen: Circumstances, tried: Python[]): string {
  if (seen.trusted && seen.selected === undefined && seen.selectedPath) {
    return `${seen.selectedPath} does not start, and no other Python was found`;
  }
  if (tried.length === 0) {
    return "no Python was found";
  }
  return `only ${tried.map((python) => `${python.version} (${python.path})`).join(", ")} was found`;
}

function waysOut(trusted: boolean): string {
  const install = `Install Python ${OLDEST_PYTHON} or newer and restart qls`;
  return trusted
    ? `${install}, or select an environment that has qls (\`pip install qls\`) in the setting qls.interpreter.`
    : `${install}, or trust this folder so that its own environment may be used.`;
}

const UNREACHABLE = new RegExp(
  "NewConnectionError|ConnectionError|Temporary failure|getaddrinfo|Name or service not known|ProxyError|" +
    "Max retries|timed out|Connection (refused|broken)",
  "i",
);

/** Why a private environment could not be made, from what pip or venv said, and both ways out. */
export function explainFailure(output: string): string {
  if (/ensurepip|No module named (venv|pip)/.test(output)) {
    return (
      "qls could not make its environment: this Python has no venv module. " +
      "Install it (Debian and Ubuntu: `apt install python3-venv`), or `pip install qls` into an environment and " +
      "select that."
    );
  }
  if (UNREACHABLE.test(output)) {
    return (
      "qls could not make its environment: the package index was not reached. " +
      "Go online and choose Retry (it is needed once), or `pip install qls` into an environment and select that."
    );
  }
  const last = output.trim().split("\n").at(-1) ?? "";
  return (
    `qls could not make its environment: ${last || "pip failed"}. ` +
    "The log has the details. Retry, or `pip install qls` into an environment and select that."
  );
}

/** Replaces `${workspaceFolder}` and `${userHome}` (also a leading `~`) in a path. */
export function expand(path: string, workspaceFolder: string, home: string): string {
  return path
    .trim()
    .replace(/^~(?=[\\/]|$)/, home)
    .replaceAll("${workspaceFolder}", workspaceFolder)
    .replaceAll("${userHome}", home);
}

/** Whether a crashed server is started again: five times within ten minutes, then no more. */
export class Crashes {
  static readonly MOST = 5;
  static readonly WINDOW = 10 * 60 * 1000;
  private times: number[] = [];

  mayRestart(now: number): boolean {
    this.times = this.times.filter((time) => now - time < Crashes.WINDOW);
    this.times.push(now);
    return this.times.length <= Crashes.MOST;
  }

  get any(): boolean {
    return this.times.length > 0;
  }

  forget(): void {
    this.times = [];
  }
}

export function strategyOf(setting: unknown): Strategy {
  return setting === "useBundled" ? "useBundled" : "fromEnvironment";
}

const DEFAULTS: Record<string, unknown> = { enable: true, interpreter: "", importStrategy: "fromEnvironment" };

const EXPECTED: Record<string, [(value: unknown) => boolean, string]> = {
  enable: [(value) => typeof value === "boolean", "true or false"],
  interpreter: [(value) => typeof value === "string", "a path"],
  importStrategy: [(value) => value === "fromEnvironment" || value === "useBundled", "fromEnvironment or useBundled"],
};

/** One sentence for each of the extension's own settings that has a value of the wrong kind; its default counts. */
export function wrongSettings(valueOf: (name: string) => unknown): string[] {
  const wrong = Object.entries(EXPECTED).filter(([name, [isRight]]) => !isRight(valueOf(name) ?? DEFAULTS[name]));
  return wrong.map(([name, [, expected]]) => {
    return `The setting qls.${name} should be ${expected}, not ${JSON.stringify(valueOf(name))}: its default is used.`;
  });
}
