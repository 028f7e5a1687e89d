// What the server is told: what a resource's settings say beyond the defaults (those of pyproject.toml come next), and
// the interpreter resolved. The server itself complains about values of the wrong kind.

import * as vscode from "vscode";
import { selectedInterpreter } from "./interpreter.ts";

const TOLD = ["destination", "select", "ignore", "exclude", "modernize"] as const;

export async function settingsOf(resource?: vscode.Uri): Promise<Record<string, unknown>> {
  const configuration = vscode.workspace.getConfiguration("qls", resource);
  const told: Record<string, unknown> = { trusted: vscode.workspace.isTrusted };
  for (const name of TOLD) {
    if (isSet(configuration.inspect(name))) {
      told[name] = configuration.get(name);
    }
  }
  const interpreter = await selectedInterpreter(resource);
  return interpreter ? { ...told, interpreter } : told;
}

function isSet(inspected: ReturnType<vscode.WorkspaceConfiguration["inspect"]>): boolean {
  const values = [inspected?.globalValue, inspected?.workspaceValue, inspected?.workspaceFolderValue];
  return values.some((value) => value !== undefined);
}
