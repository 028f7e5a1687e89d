// JupyterLab with jupyterlab-lsp: it finds the installed qls by itself, underlines and explains in a notebook.
// It has no code actions: there the migration is the command `qls fix notebook.ipynb`, made here while the notebook is open.

import { readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { browse, given, scenario, shot, until } from "./harness.mjs";
import { BIN, startLab } from "./lab.mjs";

const NOTEBOOK = `${given.folder}/bell.ipynb`;

await scenario(async (facts, opened) => {
  const address = await startLab(opened);
  const status = await (await fetch(`${address}/lsp/status`)).json();
  facts.found = Object.keys(status.sessions).includes("qls");
  const { browser, page } = await browse();
  opened.cleanUp.push(() => browser.close());
  opened.page = page;
  const asked = new Set();
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => {
    const method = /"method":\s*"([^"]+)"/.exec(String(payload))?.[1];
    if (socket.url().includes("/lsp/ws/") && method) asked.add(method);
  }));

  await page.goto(`${address}/lab/tree/bell.ipynb?reset`);
  const line = page.locator(".jp-Notebook .cm-line", { hasText: "job = execute" });
  const underlined = line.locator(".cm-lintRange").first();
  await underlined.waitFor();
  facts.underlined = await underlined.innerText();
  await shot(page, "jupyterlab");

  await until("the diagnostic is explained", async () => {
    const box = await underlined.boundingBox();
    await page.mouse.move(box.x + 5, box.y + 60);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 8 });
    return page.locator(".cm-tooltip-lint").first().waitFor({ timeout: 3000 }).then(() => true, () => false);
  });
  facts.diagnostic = await page.locator(".cm-tooltip-lint").first().innerText();
  await page.keyboard.press("Escape");
  await line.locator("span").last().click();
  await page.keyboard.down("Control"); // the client's own hover asks for it
  const hover = page.locator(".lsp-hover");
  await until("the hover shows", async () => {
    const box = await underlined.boundingBox();
    await page.mouse.move(box.x + 150, box.y + 90);
    await page.mouse.move(box.x + box.width / 2 + 3, box.y + box.height / 2 + 1, { steps: 8 });
    // Read where it is seen: it may be drawn anew, or be gone, a moment later.
    const read = async () => (facts.hover = await hover.first().innerText({ timeout: 3000 }));
    return hover.first().waitFor({ timeout: 3000 }).then(read).catch(() => "");
  });
  await shot(page, "jupyterlab-hover");
  await page.keyboard.up("Control");
  facts.askedForCodeActions = asked.has("textDocument/codeAction");

  execFileSync(`${BIN}/python`, ["-m", "qls", "fix", NOTEBOOK], { cwd: given.folder, stdio: "ignore" });
  facts.notebook = readFileSync(NOTEBOOK, "utf8");
});
