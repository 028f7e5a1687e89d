// A rewrite that changes something: it says what, and is made only once it is confirmed. A menu that is out of date does nothing.

import { readFileSync, writeFileSync } from "node:fs";
import { given, scenario, shot, until } from "../harness.mjs";
import { openVsCode } from "./vscode.mjs";

const FILE = `${given.folder}/noisy.py`;
const onDisk = () => readFileSync(FILE, "utf8");

await scenario(async (facts, opened) => {
  const before = onDisk();
  const code = await openVsCode(opened, { machine: { "qls.interpreter": given.python }, open: "noisy.py" });
  const { page } = code;
  const panel = page.locator(".bulk-edit-panel");
  const word = code.word("FakeManila", "import FakeManila");
  const openMenu = async () => {
    const fixes = await code.quickFixes(word);
    facts.fixes = await fixes.allInnerTexts();
    return fixes.filter({ hasText: "unsafe" }).first();
  };
  const choose = async () => {
    await (await openMenu()).click();
    await panel.locator(".monaco-list-row").nth(1).waitFor();
  };
  await code.squiggles().first().waitFor();

  await choose();
  await until("it is said what changes", async () => {
    facts.said = (await code.messages()).find((message) => message.includes("in the preview"));
    return facts.said;
  });
  facts.unticked = await panel.locator(".edit-checkbox[aria-checked='false']").count();
  await panel.locator(".monaco-list-row").nth(1).click();
  await page.waitForSelector(".monaco-diff-editor .line-insert");
  await code.command("Notifications: Show Notifications"); // on a busy machine the message may be hidden by now
  await page.locator(".notifications-center .notification-list-item", { hasText: "in the preview" }).waitFor();
  await shot(page, "confirm");
  await page.keyboard.press("Escape");
  facts.textBeforeConfirmed = onDisk();
  await panel.locator(".monaco-button", { hasText: "Discard" }).click();
  await until("the preview is gone", async () => (await panel.locator(".monaco-list-row:visible").count()) === 0);
  await code.showTab("noisy.py");
  facts.textAfterDiscarding = await code.text();

  await choose();
  await panel.locator(".monaco-button", { hasText: "Apply" }).click();
  await until("the import is rewritten", async () => (await code.text()).includes("qiskit_ibm_runtime"));
  await code.save();
  await until("it is saved", () => !["", before].includes(onDisk()));
  facts.confirmed = onDisk();
  await shot(page, "confirmed");
  await page.keyboard.press("Control+Z");
  await until("one undo takes it back", async () => !(await code.text()).includes("qiskit_ibm_runtime"));
  await code.save();
  await until("the file is as it was", () => onDisk() === before);

  const stale = await openMenu();
  writeFileSync(FILE, `# added by another program\n${before}`);
  await until("VS Code has read the file again", async () => (await code.text()).includes("# added by another program"));
  await stale.click();
  await until("that is said", async () => {
    facts.saidOfStaleMenu = (await code.messages()).find((message) => message.includes("has changed since"));
    return facts.saidOfStaleMenu;
  });
  facts.textAfterStaleMenu = await code.text();
});
