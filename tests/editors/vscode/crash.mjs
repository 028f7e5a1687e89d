// A server that dies is started again, five times; the sixth time that is said, and Restart starts it.

import { scenario, shot, until, given } from "../harness.mjs";
import { openVsCode } from "./vscode.mjs";

await scenario(async (facts, opened) => {
  const code = await openVsCode(opened, { machine: { "qls.interpreter": given.python }, open: "bell.py" });
  const { page } = code;
  await code.squiggles().first().waitFor();
  const said = code.toast("is not started again");
  facts.killed = 0;
  let last;
  while ((await said.count()) === 0) {
    const next = await until("the server runs again, or that is given up", async () => {
      const found = code.serverProcess();
      return found && found !== last ? found : (await said.count()) > 0 && "given up";
    });
    if (next === "given up") break;
    last = next;
    await code.squiggles().first().waitFor();
    process.kill(last, "SIGKILL");
    facts.killed += 1;
    await until("it is dead", () => code.serverProcess() !== last);
  }
  facts.said = await said.innerText();
  facts.messages = await page.locator(".notification-toast").count();
  await shot(page, "crashed");
  await said.locator(".monaco-button", { hasText: "Restart" }).click();
  await until("it runs again", () => code.serverProcess());
  facts.restarted = true;
});
