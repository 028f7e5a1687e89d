// Restricted Mode: findings from the extension's own environment, nothing of the folder is started; then trust is given.

import { existsSync } from "node:fs";
import { given, scenario, shot, until } from "../harness.mjs";
import { openVsCode } from "./vscode.mjs";

await scenario(async (facts, opened) => {
  const code = await openVsCode(opened, { trust: true, open: "bell.py" });
  const { page } = code;
  const restricted = page.locator(".statusbar-item", { hasText: "Restricted Mode" });
  await restricted.waitFor();
  await code.squiggles().first().waitFor();
  facts.startedFromFolderWhileRestricted = existsSync(given.witness);
  facts.logWhileRestricted = code.log;
  await shot(page, "restricted");

  await restricted.click();
  const trust = page.locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ });
  await trust.waitFor();
  await trust.click();
  await restricted.waitFor({ state: "hidden" });
  await until("the folder's interpreter is used once trusted", () => existsSync(given.witness));
  await page.keyboard.press("Escape"); // the trust editor is a modal overlay
  await until("qls runs again", () => (code.log.match(/ runs from /g) ?? []).length >= 2);
  await code.squiggles().first().waitFor();
  facts.logWhenTrusted = code.log;
  await shot(page, "trusted");
});
