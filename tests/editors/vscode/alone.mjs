// The extension on a machine whose environments have no qls. given.alone says which: first | offline | no-python | old-python

import { scenario, shot, until, given } from "../harness.mjs";
import { openVsCode } from "./vscode.mjs";

const UNREACHABLE = { PIP_CONFIG_FILE: "/dev/null", PIP_INDEX_URL: "http://127.0.0.1:9/simple", PIP_NO_INDEX: null, PIP_FIND_LINKS: null };
const ENVIRONMENTS = { first: {}, offline: UNREACHABLE, "no-python": { PATH: "/nowhere" }, "old-python": { PATH: `${given.work}/old` } };

await scenario(async (facts, opened) => {
  const machine = { "qls.importStrategy": "useBundled" };
  const code = await openVsCode(opened, { machine, open: "bell.py", environment: ENVIRONMENTS[given.alone] });
  const { page } = code;
  if (given.alone === "first") {
    await code.toast("qls, once").waitFor();
    await shot(page, "making-the-environment");
    await code.squiggles().first().waitFor({ timeout: 300_000 }); // downloads, and makes an environment
    facts.millisecondsToFirstSquiggle = Date.now() - code.start;
  } else {
    const toast = code.toast("qls");
    await until("the error is shown", async () => /qls (needs Python|could not)/.test((await toast.allInnerTexts()).join()), 300_000);
    facts.said = (await toast.allInnerTexts()).join("\n");
    facts.errors = await page.locator(".notification-toast").count();
    await shot(page, given.alone);
  }
  facts.log = code.log;
});
