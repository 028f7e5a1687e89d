// What the server is told: the settings of a resource, those of the wrong kind left out, the interpreter resolved.

import * as vscode from "vscode";
import { wrongSettings } from "./choose.ts";
import { selectedInterpreter } from "./interpreter.ts";

const TOLD = ["destination", "select", "ignore"] as const;

export async function settingsOf(resource?: vscode.Uri): Promise<Record<string, unknown>> {
  const configuration = vscode.workspace.getConfiguration("qls", resource);
  const told: Record<string, unknown> = {};
  for (const name of TOLD) {
    told[name] = configuration.get(name);
  }
  for (const name of wrongSettings(told).keys()) {
    delete told[name];
  }
  const interpreter = await selectedInterpreter(resource);
  return { ...told, ...(interpreter ? { interpreter } : {}), trusted: vscode.workspace.isTrusted };
}
