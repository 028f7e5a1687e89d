// A notebook migrated in JupyterLab by clicks: the toolbar's button Migrate with its dialog, and `%qls fix` in a cell.

import { readFileSync } from "node:fs";
import { browse, given, scenario, shot, until } from "./harness.mjs";
import { startLab } from "./lab.mjs";

const cells = (page) => page.locator(".jp-Notebook .jp-CodeCell .jp-InputArea-editor .cm-content");
const textsOf = (page) => cells(page).evaluateAll((all) => all.map((each) => each.cmView?.view.state.doc.toString() ?? each.innerText));
const saved = (name) => readFileSync(`${given.folder}/${name}`, "utf8");

async function byTheButton(page, address, facts) {
  await page.goto(`${address}/lab/tree/six.ipynb?reset`);
  await cells(page).first().waitFor();
  await page.locator(".jp-NotebookPanel-toolbar .qls-migrate").first().click();
  const dialog = page.locator(".qls-dialog");
  await dialog.locator(".qls-cell").first().waitFor();
  await shot(page, "dialog");
  facts.dialog = await dialog.innerText();
  facts.ticked = await dialog.locator("input").evaluateAll((all) => all.map((each) => each.checked));
  const changing = dialog.locator("label", { hasText: "Import it from qiskit_ibm_runtime" }).locator("input");
  await changing.check();
  await until("the preview follows the tick", async () => (await dialog.innerText()).includes("from qiskit_ibm_runtime.fake_provider"));
  const safe = dialog.locator("label", { hasText: "Use cx" }).locator("input");
  await safe.uncheck();
  await until("what is not ticked stays", async () => !(await dialog.innerText()).includes("bell.cx(0, 1)"));
  await shot(page, "dialog-chosen");
  await page.locator(".jp-Dialog button.jp-mod-accept").click();
  await until("the cells are migrated", async () => (await page.locator(".jp-Notebook").innerText()).includes("SamplerV2"));
  await shot(page, "migrated");
  facts.outputsShown = await page.locator(".jp-Notebook .jp-OutputArea-output").allInnerTexts();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+s");
  await until("the notebook is saved", () => saved("six.ipynb").includes("SamplerV2"));
  facts.six = saved("six.ipynb");
}

async function byTheCommand(page, address, facts) {
  await page.goto(`${address}/lab/tree/command.ipynb?reset`);
  await cells(page).first().waitFor();
  await until("the kernel is ready", async () => (await page.locator("#jp-main-statusbar").innerText()).includes("| Idle"));
  for (const [text, answer] of [["%load_ext qls", ""], ["%qls fix", "is migrated"]]) {
    await page.locator(".jp-Notebook .jp-CodeCell .cm-line", { hasText: text }).click();
    await page.keyboard.press("Shift+Enter");
    const cell = page.locator(".jp-Notebook .jp-CodeCell", { hasText: text });
    await until(`${text} has run`, async () => /\[\d+\]/.test(await cell.locator(".jp-InputPrompt").first().innerText()));
    if (answer) {
      await until("the answer is there", async () => (facts.answer = await cell.innerText()).includes(answer));
    }
  }
  await shot(page, "command");
  await page.locator(".lm-MenuBar-itemLabel", { hasText: /^File$/ }).click();
  await page.locator(".lm-Menu-itemLabel", { hasText: "Reload Notebook from Disk" }).click();
  await page.locator(".jp-Dialog button.jp-mod-accept").click();
  await until("the notebook is read anew", async () => (await page.locator(".jp-Notebook").innerText()).includes("SamplerV2"));
  await shot(page, "reloaded");
  facts.outputsAfterReload = await page.locator(".jp-Notebook .jp-OutputArea-output").allInnerTexts(); // those in sight
  facts.command = saved("command.ipynb");
}

await scenario(async (facts, opened) => {
  const address = await startLab(opened);
  const { browser, page } = await browse({ width: 1360, height: 860 });
  opened.cleanUp.push(() => browser.close());
  opened.page = page;
  await byTheButton(page, address, facts);
  await byTheCommand(page, address, facts);
});
