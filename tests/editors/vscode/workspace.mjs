// The whole workspace: migrated after a preview, in which a file can be left out.

import { readFileSync } from "node:fs";
import { given, scenario, shot, until } from "../harness.mjs";
import { openVsCode } from "./vscode.mjs";

const onDisk = (name) => readFileSync(`${given.folder}/${name}`, "utf8");

await scenario(async (facts, opened) => {
  const code = await openVsCode(opened, { machine: { "qls.interpreter": given.python }, open: "bell.py" });
  const { page } = code;
  await code.squiggles().first().waitFor();
  const before = Object.fromEntries(given.names.map((name) => [name, onDisk(name)]));

  await code.command("Problems: Focus on Problems View");
  const problems = page.locator(".markers-panel");
  await until("the notebook's findings are there", async () => (facts.problems = await problems.innerText()).includes("Cell "));
  await shot(page, "problems");
  await code.command("Qiskit: Migrate the workspace");
  const rows = page.locator(".bulk-edit-panel .monaco-list-row[aria-level='1']");
  await rows.first().waitFor();
  facts.previewed = await rows.allInnerTexts();
  await rows.first().click();
  await page.waitForSelector(".monaco-diff-editor .view-line");
  facts.ticked = await page.locator(".bulk-edit-panel .edit-checkbox:checked, .bulk-edit-panel input:checked").count();
  facts.changedBeforeConfirmed = given.names.filter((name) => onDisk(name) !== before[name]);
  await shot(page, "preview");

  facts.changes = await page.locator(".bulk-edit-panel .monaco-list-row[aria-level='2']").count();

  await page.locator(".bulk-edit-panel .monaco-button", { hasText: "Apply" }).click();
  await until("the files are migrated", () => given.names.every((name) => !["", before[name]].includes(onDisk(name))));
  facts.migrated = Object.fromEntries(given.names.map((name) => [name, onDisk(name)]));
  await shot(page, "workspace-migrated");
});
