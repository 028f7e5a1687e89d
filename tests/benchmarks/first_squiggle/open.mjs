// Opens VS Code on a legacy file and says after how many milliseconds its text and its first squiggle were there.

import { given, scenario } from "../../editors/harness.mjs";
import { openVsCode } from "../../editors/vscode/vscode.mjs";

await scenario(async (facts, opened) => {
  const code = await openVsCode(opened, { machine: { "qls.interpreter": given.python }, open: "bell.py" });
  await code.page.waitForSelector('.view-line:has-text("execute")');
  facts.text = Date.now() - code.start;
  await code.squiggles().first().waitFor();
  facts.squiggle = Date.now() - code.start;
  facts.log = code.log;
});
