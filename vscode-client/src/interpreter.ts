// The interpreter that the user selected: the setting, else what the Python extension says where there is one.

import * as os from "node:os";
import * as vscode from "vscode";
import { expand } from "./choose.ts";

/** The part of ms-python.python's public API that is used. */
interface PythonApi {
  ready: Promise<void>;
  environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { path: string };
    resolveEnvironment(environment: unknown): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

let api: Promise<PythonApi | undefined> | undefined;

function pythonExtension(): Promise<PythonApi | undefined> {
  api ??= activated();
  return api;
}

async function activated(): Promise<PythonApi | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>("ms-python.python");
  if (!extension) {
    return undefined;
  }
  try {
    const exported = await extension.activate();
    await exported?.ready;
    return exported?.environments ? exported : undefined;
  } catch {
    return undefined; // its failure is its own to report; qls works without it
  }
}

/** The path of the selected interpreter for a file, empty where there is none. In Restricted Mode: none. */
export async function selectedInterpreter(resource?: vscode.Uri): Promise<string> {
  if (!vscode.workspace.isTrusted) {
    return "";
  }
  const set = vscode.workspace.getConfiguration("qls", resource).get<unknown>("interpreter");
  if (typeof set === "string" && set.trim()) {
    return expand(set, folderOf(resource), os.homedir());
  }
  const python = await pythonExtension();
  if (!python) {
    return "";
  }
  const active = python.environments.getActiveEnvironmentPath(resource);
  const resolved = await python.environments.resolveEnvironment(active).catch(() => undefined);
  return resolved?.executable.uri?.fsPath ?? "";
}

/** Calls `changed` when another interpreter is selected in the Python extension. */
export async function watchInterpreter(context: vscode.ExtensionContext, changed: () => void): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    return;
  }
  const python = await pythonExtension();
  if (python) {
    context.subscriptions.push(python.environments.onDidChangeActiveEnvironmentPath(changed));
  }
}

function folderOf(resource?: vscode.Uri): string {
  const folder = resource ? vscode.workspace.getWorkspaceFolder(resource) : undefined;
  return (folder ?? vscode.workspace.workspaceFolders?.[0])?.uri.fsPath ?? "";
}
