// What happens when VS Code starts the extension: everything is wired here, the server waits for the first Qiskit file.

import { mkdir } from "node:fs/promises";
import * as vscode from "vscode";
import { Changes } from "./changes.ts";
import { Commands } from "./commands.ts";
import { watchInterpreter } from "./interpreter.ts";
import { Server } from "./server.ts";
import { SELECTOR, Status } from "./status.ts";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  await mkdir(context.globalStorageUri.fsPath, { recursive: true });
  const log = vscode.window.createOutputChannel("Qiskit Migration (qls)", { log: true });
  const trace = vscode.window.createOutputChannel("Qiskit Migration (qls) Trace", { log: true });
  const status = new Status();
  const changes = new Changes();
  const running = new Server(context, log, trace, status);
  server = running;
  context.subscriptions.push(log, trace, status, changes, running);
  new Commands(running, changes, log).register(context);
  refreshOnChange(context, running);
  onceQiskitIsSeen(context, () => running.wake("a file mentions qiskit"));
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

function refreshOnChange(context: vscode.ExtensionContext, running: Server): void {
  const interpreterChanged = () => running.refresh("another interpreter was selected");
  context.subscriptions.push(
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      running.refresh("the workspace is trusted now");
      void watchInterpreter(context, interpreterChanged);
    }),
    vscode.window.onDidChangeActiveTextEditor(() => void running.showVersions()),
    vscode.window.onDidChangeActiveNotebookEditor(() => void running.showVersions()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (["enable", "interpreter", "importStrategy", "server"].some((name) => change.affectsConfiguration(`qls.${name}`))) {
        running.refresh("a setting has changed");
      } else if (change.affectsConfiguration("qls.trace.server")) {
        void running.traceAsSet();
      }
    }),
  );
  void watchInterpreter(context, interpreterChanged);
}

/** Calls `start` for the first Python document that mentions qiskit, be it open now, opened later or typed. */
function onceQiskitIsSeen(context: vscode.ExtensionContext, start: () => void): void {
  const listeners: vscode.Disposable[] = [];
  const look = (document: vscode.TextDocument): void => {
    if (listeners.length && vscode.languages.match(SELECTOR, document) && /qiskit/i.test(document.getText())) {
      listeners.splice(0).forEach((listener) => listener.dispose());
      start();
    }
  };
  listeners.push(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
  );
  context.subscriptions.push({ dispose: () => listeners.splice(0).forEach((listener) => listener.dispose()) });
  vscode.workspace.textDocuments.forEach(look);
}
