// A notebook: findings in its cells, a fix that spans cells, outputs and ids kept.

import { readFileSync } from "node:fs";
import { given, scenario, shot, until } from "../harness.mjs";
import { openVsCode } from "./vscode.mjs";

const onDisk = () => readFileSync(`${given.folder}/bell.ipynb`, "utf8");

await scenario(async (facts, opened) => {
  const before = onDisk();
  const code = await openVsCode(opened, { machine: { "qls.interpreter": given.python }, open: "bell.py" });
  const { page } = code;
  // A notebook that is opened before the extension host is up opens as plain JSON; a squiggle proves that it is up.
  await code.squiggles().first().waitFor();
  await code.openFile("bell.ipynb");
  const squiggles = page.locator(".notebookOverlay :is(.squiggly-error, .squiggly-warning, .squiggly-info)");
  await squiggles.first().waitFor();
  const word = page.locator(".notebookOverlay .view-line", { hasText: "job = execute" }).locator("span span", { hasText: "execute" }).last();
  const hover = await code.hover(word);
  facts.hover = await hover.innerText();
  await page.keyboard.press("Escape");

  const fixes = await code.quickFixes(word);
  facts.fixes = await fixes.allInnerTexts();
  await shot(page, "notebook-quick-fix");
  const cells = page.locator(".notebookOverlay .view-lines", { hasText: "job = execute" });
  await code.chooseFirst(word, async () => (await cells.count()) === 0);
  await page.keyboard.press("Control+S");
  await until("the notebook is saved", () => !["", before].includes(onDisk()));
  facts.notebook = onDisk();
  await until("no cell is underlined", async () => (await squiggles.count()) === 0);
  await shot(page, "notebook-fixed");

  await code.command("Qiskit: Show what changed");
  await page.waitForSelector(".multiDiffEditor .monaco-diff-editor");
  facts.compared = await page.locator(".tab.active").innerText();
  await shot(page, "notebook-what-changed");
});
