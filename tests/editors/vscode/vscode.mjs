// VS Code in a headless Chromium: opening it on a folder, and the gestures of a user.

import { cpSync, readdirSync, readFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { browse, freePort, given, serve, until } from "../harness.mjs";

const NODE = `${given.editors}/node/wheel/bin/node`;
const ENTRY = `${given.editors}/vscode/node_modules/code-server/out/node/entry.js`;

const QUIET = {
  "files.autoSave": "off", // on in a browser: what a test has not saved would be on disk all the same
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "editor.minimap.enabled": false,
};

/**
 * Opens VS Code on given.folder with the extension installed.
 *
 * settings: the user's; machine: those of machine scope; environment: variables to set, null to unset;
 * trust: whether workspace trust is asked for; open: a file to open; payload: more for the page's address.
 */
export async function openVsCode(opened, { settings = {}, machine = {}, environment = {}, trust = false, open, payload = [], options = [] } = {}) {
  const home = `${given.work}/vscode-data`;
  for (const place of ["User", "Machine"]) mkdirSync(`${home}/${place}`, { recursive: true });
  if (given.storage) cpSync(given.storage, `${home}/User/globalStorage/qls.qls`, { recursive: true, verbatimSymlinks: true });
  writeFileSync(`${home}/User/settings.json`, JSON.stringify({ ...QUIET, ...settings }));
  writeFileSync(`${home}/Machine/settings.json`, JSON.stringify(machine));
  writeFileSync(`${home}/config.yaml`, "");
  const env = { ...process.env, HOME: given.work, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, ...environment };
  for (const [name, value] of Object.entries(environment)) if (value === null) delete env[name];
  const common = ["--user-data-dir", home, "--extensions-dir", given.extensions, "--config", `${home}/config.yaml`];
  const port = await freePort();
  const served = await serve(NODE, [ENTRY, "--auth", "none", "--bind-addr", `127.0.0.1:${port}`, ...common,
    "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override",
    "--vscode-option", "force-disable-user-env", // the extension host gets the environment given here, not a login shell's
    ...(trust ? [] : ["--disable-workspace-trust"]), ...options], env, `http://127.0.0.1:${port}/healthz`);
  opened.cleanUp.push(served.stop);
  opened.outputs.push(() => served.output, () => logOf(home));
  const { browser, page } = await browse();
  opened.cleanUp.push(() => browser.close());
  opened.page = page;
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
  const all = [...(open ? [["openFile", remote(`${given.folder}/${open}`)]] : []), ...payload.map(([key, path]) => [key, remote(path)])];
  const address = `http://127.0.0.1:${port}/?folder=${encodeURIComponent(given.folder)}&payload=${encodeURIComponent(JSON.stringify(all))}`;
  const start = Date.now();
  await page.goto(address);
  await page.evaluate(hear);
  return new VsCode(page, served.child, home, start);
}

/** In the page: keeps every message that is shown, since VS Code hides them after some seconds. */
function hear() {
  window.heard = new Set();
  const look = () => document.querySelectorAll(".notification-toast .notification-list-item-message").forEach(({ textContent }) => window.heard.add(textContent));
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}

/** Everything that the extension wrote into one of its channels. */
export function logOf(home, channel = "Qiskit Migration (qls)") {
  const logs = `${home}/logs`;
  try {
    const files = readdirSync(logs, { recursive: true }).filter((name) => basename(name) === `${channel}.log`);
    return files.map((name) => readFileSync(`${logs}/${name}`, "utf8")).join("");
  } catch {
    return "";
  }
}

class VsCode {
  constructor(page, child, home, start) {
    Object.assign(this, { page, child, home, start });
  }

  get log() {
    return logOf(this.home);
  }

  get trace() {
    return logOf(this.home, "Qiskit Migration (qls) Trace");
  }

  squiggles() {
    return this.page.locator(".monaco-editor :is(.squiggly-error, .squiggly-warning, .squiggly-info)");
  }

  async openFile(name) {
    const row = this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name });
    await row.waitFor();
    await row.dblclick();
    await this.page.waitForSelector(`.tab.active:has-text("${name}")`);
  }

  async showTab(name) {
    await this.page.locator(".tab", { hasText: name }).first().click();
    await this.page.waitForSelector(`.tab.active:has-text("${name}")`);
  }

  /** Saves the active editor, wherever the focus is. */
  async save() {
    await this.page.locator(".editor-group-container.active .view-line").first().click();
    await this.page.keyboard.press("Control+S");
  }

  /** Runs a command through the palette; `then`: what to choose of what the command asks. */
  async command(title, then) {
    await this.choose("the palette offers the command", title, `>${title}`, () => this.page.keyboard.press("F1"));
    if (then) await this.choose("the choice is offered", then, then);
    await this.page.locator(".quick-input-widget:visible").waitFor({ state: "hidden" });
  }

  /** Types into the quick input and takes the row; again as long as something else takes the focus, which closes it. */
  async choose(what, title, typed, open = () => undefined) {
    const box = this.page.locator(".quick-input-widget:visible");
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
    const done = [() => true, () => false];
    await until(what, async () => {
      if (!(await box.count())) await open();
      await box.locator("input").fill(typed, { timeout: 1000 }).catch(() => {});
      return (await row.waitFor({ timeout: 3000 }).then(...done)) && row.click({ timeout: 3000 }).then(...done);
    });
  }

  /** The text of the active editor as it is shown. */
  text() {
    return this.page.evaluate(() => {
      const lines = [...document.querySelectorAll(".editor-group-container.active .view-lines .view-line")];
      lines.sort((one, other) => parseInt(one.style.top) - parseInt(other.style.top));
      return lines.map((line) => line.textContent.replaceAll("\u00a0", " ")).join("\n");
    });
  }

  word(text, inLine = text) {
    return this.page.locator(`.view-line:has-text("${inLine}") span span`, { hasText: text }).last();
  }

  async hover(word) {
    await until("the hover shows", async () => {
      const box = await word.boundingBox();
      if (!box) return false;
      await this.page.mouse.move(box.x + box.width / 2, box.y + 90);
      await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
      return this.page.locator(".monaco-hover:visible .hover-row").first().waitFor({ timeout: 3000 }).then(() => true, () => false);
    });
    return this.page.locator(".monaco-hover:visible").first();
  }

  async quickFixes(word) {
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    await until("the menu of quick fixes opens", async () => {
      await this.page.keyboard.press("Escape"); // a hover that is still open would take the keys
      await word.click();
      await this.page.keyboard.press("Control+.");
      return rows.first().waitFor({ timeout: 5000 }).then(() => true, () => false);
    });
    return rows;
  }

  /** Chooses the first of an open menu of quick fixes. A menu that is drawn anew meanwhile loses the key: once more, then. */
  async chooseFirst(word, done) {
    await until("the first fix is applied", async () => {
      await this.page.keyboard.press("Enter");
      if (await until("it is applied", done, 20_000).catch(() => false)) return true;
      await this.quickFixes(word).catch(() => null);
      return done();
    });
  }

  /** Every message that was shown, also those that are hidden by now. */
  async messages() {
    return (await this.page.evaluate(() => [...window.heard])).filter(Boolean);
  }

  toast(text) {
    return this.page.locator(".notification-toast", { hasText: text });
  }

  /** The process of the server: a descendant of VS Code that runs `-m qls server`. */
  serverProcess() {
    return descendants(this.child.pid).find((pid) => / -m qls server/.test(commandOf(pid)));
  }
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

function descendants(pid) {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number));
    return children.flatMap((child) => [child, ...descendants(child)]);
  } catch {
    return [];
  }
}
