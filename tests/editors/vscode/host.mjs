// Starts VS Code so that host/index.js runs inside its extension host, and hands on what it reports.

import { existsSync, readFileSync } from "node:fs";
import { given, scenario, until } from "../harness.mjs";
import { openVsCode } from "./vscode.mjs";

await scenario(async (facts, opened) => {
  const report = `${given.work}/report.json`;
  await openVsCode(opened, {
    environment: { QLS_TEST_PYTHON: given.python, QLS_TEST_OTHER_PYTHON: given.otherPython, QLS_TEST_OWN: given.own, QLS_TEST_REPORT: report },
    options: ["--vscode-option", "enable-smoke-test-driver"], // without it the payload below is ignored
    payload: [["extensionDevelopmentPath", given.client], ["extensionTestsPath", `${given.tests}/vscode/host/index.js`]],
  });
  const read = () => existsSync(report) && Object.assign(facts, JSON.parse(readFileSync(report, "utf8")));
  await until("the checks inside have ended", () => read() && facts.ended, 300_000);
});
