// Settings that cannot be followed: each is said once, and the findings are there all the same.
// given.settings: the user's; given.machine: those of machine scope; given.said: what the messages must name

import { given, scenario, shot, until } from "../harness.mjs";
import { openVsCode } from "./vscode.mjs";

await scenario(async (facts, opened) => {
  const code = await openVsCode(opened, { settings: given.settings, machine: given.machine, open: "bell.py" });
  await code.squiggles().first().waitFor();
  await until(`messages about ${given.said}`, async () => {
    facts.said = await code.messages();
    return given.said.every((words) => facts.said.some((message) => message.includes(words)));
  });
  await shot(code.page, "settings");
});
