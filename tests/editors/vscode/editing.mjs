// One legacy file: underlined, explained, fixed by a keystroke, migrated as a whole, compared.

import { readFileSync } from "node:fs";
import { given, scenario, shot, until } from "../harness.mjs";
import { openVsCode } from "./vscode.mjs";

const onDisk = () => readFileSync(`${given.folder}/bell.py`, "utf8");

await scenario(async (facts, opened) => {
  const code = await openVsCode(opened, {
    settings: { "qls.trace.server": "verbose" },
    machine: { "qls.interpreter": given.python },
    open: "bell.py",
  });
  const { page } = code;
  await code.squiggles().first().waitFor();
  facts.millisecondsToFirstSquiggle = Date.now() - code.start;
  await until("the execute call is underlined", async () => (await code.squiggles().count()) >= 1);
  await shot(page, "squiggle");

  const status = page.locator(".statusbar-item[id='status.languageStatus']");
  await until("the status item says what runs", async () => /qls \d.*for qiskit/s.test(facts.status = await status.getAttribute("aria-label")));
  const hover = await code.hover(code.word("execute", "job = execute"));
  await until("the hover shows the call rewritten", async () => (facts.hover = await hover.innerText()).includes("+job ="));
  await shot(page, "hover");
  await page.keyboard.press("Escape");

  const word = code.word("execute", "job = execute");
  const fixes = await code.quickFixes(word);
  facts.fixes = await fixes.allInnerTexts();
  await shot(page, "quick-fix");
  await code.chooseFirst(word, async () => !(await code.text()).includes("job = execute("));
  await page.keyboard.press("Control+S");
  await until("the file is saved", () => !["", given.program].includes(onDisk()));
  facts.fixed = onDisk();
  await shot(page, "fixed");

  await page.keyboard.press("Control+Z");
  await until("the call is back", async () => (await code.text()).includes("job = execute("));
  await page.keyboard.press("Control+S");
  await until("the file is as it was", () => onDisk() === given.program);
  await until("it is underlined again", async () => (await code.squiggles().count()) >= 1);
  await code.command("Qiskit: Migrate this file");
  await until("it is said what was done", async () => {
    facts.said = (await code.messages()).find((message) => message.includes("migrated."));
    return facts.said;
  });
  await page.keyboard.press("Control+S");
  await until("the migrated file is saved", () => !["", given.program].includes(onDisk()));
  facts.migrated = onDisk();
  await until("nothing is underlined", async () => (await code.squiggles().count()) === 0);
  await shot(page, "migrated");

  await code.command("Qiskit: Show what changed");
  await page.waitForSelector(".monaco-diff-editor .view-line");
  await until("the diff is computed", async () => (await page.locator(".monaco-diff-editor .line-insert").count()) > 0);
  await page.mouse.move(700, 480); // away from the tab, which would explain itself
  facts.diffTitle = await page.locator(".tab.active").innerText();
  await shot(page, "what-changed");

  await code.command("Qiskit: Debug information");
  await until("it is shown", async () => /positionEncoding/.test(await code.text()));
  facts.debugInformation = await code.text();
  facts.log = code.log;
  facts.trace = code.trace;

  await code.command("Welcome: Open Walkthrough", "Bring a legacy Qiskit program back to life");
  await page.locator(".step-title", { hasText: "Migrate it" }).first().waitFor();
  facts.steps = await page.locator(".step-title").allInnerTexts();
  await shot(page, "walkthrough");
  await code.command("Qiskit: Show the log");
  await page.locator(".panel .view-line", { hasText: "runs from" }).first().waitFor();
  await page.locator(".gettingStartedContainer .monaco-button", { hasText: "Open a legacy example" }).first().click();
  await until("the example is shown", async () => (await code.text()).includes("job = execute("));
  await code.squiggles().first().waitFor();
});
