// The commands of the palette.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { Changes } from "./changes.ts";
import { messageOf, type Server } from "./server.ts";
import { settingsOf } from "./settings.ts";

const EXAMPLE = `from qiskit import Aer, QuantumCircuit, execute

bell = QuantumCircuit(2, 2)
bell.h(0)
bell.cx(0, 1)
bell.measure([0, 1], [0, 1])

backend = Aer.get_backend("qasm_simulator")
job = execute(bell, backend, shots=1000)
counts = job.result().get_counts()
print(counts)
`;

export class Commands {
  constructor(
    private readonly server: Server,
    private readonly changes: Changes,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  register(context: vscode.ExtensionContext): void {
    const commands: Record<string, () => unknown> = {
      "qls.migrateFile": () => this.migrateFile(),
      "qls.migrateWorkspace": () => this.migrateWorkspace(),
      "qls.showChanges": () => this.changes.show(),
      "qls.openExample": () => this.openExample(),
      "qls.restart": () => this.server.restart("asked for"),
      "qls.showLog": () => this.log.show(),
      "qls.debugInformation": () => this.debugInformation(context),
    };
    const copy = (uri: unknown, code: unknown, at: unknown) => this.reporting(() => this.copyForAssistant(uri, code, at));
    context.subscriptions.push(vscode.commands.registerCommand("qls.copyForAssistant", copy));
    for (const [name, command] of Object.entries(commands)) {
      context.subscriptions.push(vscode.commands.registerCommand(name, () => this.reporting(command)));
    }
  }

  /** Applies the safe fixes of the active file or notebook in one edit, and says what is left. */
  private async migrateFile(): Promise<void> {
    const uri = vscode.window.activeNotebookEditor?.notebook.uri ?? vscode.window.activeTextEditor?.document.uri;
    const client = await this.runningClient();
    if (client && uri) {
      const done = await execute<Migrated>(client, "qls.fixFile", client.code2ProtocolConverter.asUri(uri));
      this.sayWhatIsLeft(done, ["Show what changed"]);
    }
  }

  private async migrateWorkspace(): Promise<void> {
    const client = await this.runningClient();
    if (client) {
      const done = await this.server.previewing(() => execute<Migrated>(client, "qls.fixWorkspace"));
      this.sayWhatIsLeft({ ...done, ticked: true }, []);
    }
  }

  /** Puts on the clipboard what somebody who helps has to know of a finding; nothing is sent anywhere. */
  private async copyForAssistant(...finding: unknown[]): Promise<void> {
    const client = await this.runningClient();
    const text = client ? await execute<string>(client, "qls.assistantText", ...finding) : "";
    if (text) {
      await vscode.env.clipboard.writeText(text);
      void vscode.window.showInformationMessage("Copied: the program, what is legacy in it, and what it has to run with.");
    }
  }

  private async runningClient(): Promise<LanguageClient | undefined> {
    const client = await this.server.ready();
    if (!client) {
      void vscode.window.showWarningMessage("qls is not running; its log says why.", "Show the log").then((answer) => {
        if (answer) {
          this.log.show();
        }
      });
    }
    return client;
  }

  /** The server itself says why nothing was done. */
  private sayWhatIsLeft(done: Migrated, buttons: string[]): void {
    if (!done.applied) {
      return;
    }
    const files = done.files && done.files > 1 ? ` in ${done.files} files` : "";
    const rest = done.left ? ` ${done.left} left: they need your decision, each underlined call says which.` : "";
    const calls = `${done.fixed} legacy ${done.fixed === 1 ? "call" : "calls"}`;
    const message = done.ticked ? `Migrated in the files that you ticked, of ${calls}${files}.${rest}` : `${calls} migrated${files}.${rest}`;
    void vscode.window.showInformationMessage(message, ...buttons).then((answer) => {
      if (answer) {
        void this.changes.show();
      }
    });
  }

  private async openExample(): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ language: "python", content: EXAMPLE });
    await vscode.window.showTextDocument(document);
  }

  /** Opens what a bug report needs. Nothing of the contents of files. */
  private async debugInformation(context: vscode.ExtensionContext): Promise<void> {
    const client = this.server.client;
    const about = {
      extension: context.extension.packageJSON.version as string,
      vscode: `${vscode.env.appName} ${vscode.version}`,
      platform: `${process.platform} ${process.arch}`,
      trusted: vscode.workspace.isTrusted,
      pythonExtension: vscode.extensions.getExtension("ms-python.python")?.packageJSON.version ?? "absent",
      server: this.server.running ?? "not running",
      serverInfo: client?.initializeResult?.serverInfo ?? null,
      positionEncoding: client?.initializeResult?.capabilities.positionEncoding ?? null,
      settings: await settingsOf(vscode.workspace.workspaceFolders?.[0]?.uri),
      fromServer: client?.isRunning() ? (await execute<string>(client, "qls.debugInformation")).split("\n") : null,
    };
    const document = await vscode.workspace.openTextDocument({ language: "json", content: JSON.stringify(about, null, 2) });
    await vscode.window.showTextDocument(document);
  }

  private async reporting(command: () => unknown): Promise<void> {
    try {
      await command();
    } catch (error) {
      this.log.error(messageOf(error));
      void vscode.window.showErrorMessage(`qls: ${messageOf(error)}`);
    }
  }
}

/** What `qls.fixFile` and `qls.fixWorkspace` answer: findings that are gone, and that are left. */
interface Migrated {
  applied: boolean;
  fixed: number;
  left: number;
  files?: number;
  /** The user chose among the files; the editor does not say which. */
  ticked?: boolean;
}

function execute<T>(client: LanguageClient, command: string, ...args: unknown[]): Promise<T> {
  return client.sendRequest("workspace/executeCommand", { command, arguments: args });
}
