// The commands of the palette.

import * as vscode from "vscode";
import { Changes, findingsOf } from "./changes.ts";
import { messageOf, type Server } from "./server.ts";
import { settingsOf } from "./settings.ts";

const FIX_ALL = "source.fixAll.qls";

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
    for (const [name, command] of Object.entries(commands)) {
      context.subscriptions.push(vscode.commands.registerCommand(name, () => this.reporting(command)));
    }
  }

  /** Applies the safe fixes of the active file or notebook in one edit, and says what is left. */
  private async migrateFile(): Promise<void> {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    const editor = vscode.window.activeTextEditor;
    const documents = notebook ? codeCells(notebook) : editor ? [editor.document] : [];
    if (!(await this.server.ready()) || documents.length === 0) {
      void vscode.window.showInformationMessage("Open a Python file or notebook to migrate.");
      return;
    }
    const before = count(documents);
    const action = await fixAllOf(documents);
    if (action?.edit) {
      await vscode.workspace.applyEdit(action.edit, { isRefactoring: true });
    }
    await this.settled(documents, before, Boolean(action?.edit));
    this.sayWhatIsLeft(before, count(documents));
  }

  private async migrateWorkspace(): Promise<void> {
    const client = await this.server.ready();
    if (!client) {
      void vscode.window.showInformationMessage("qls is not running.");
      return;
    }
    await this.server.previewing(() =>
      client.sendRequest("workspace/executeCommand", { command: "qls.fixWorkspace", arguments: [] }),
    );
  }

  /** Waits until the server has said what it finds in the migrated text (two seconds at most). */
  private async settled(documents: vscode.TextDocument[], before: number, edited: boolean): Promise<void> {
    if (!edited) {
      return;
    }
    await new Promise<void>((done) => {
      const listening = vscode.languages.onDidChangeDiagnostics(() => count(documents) < before && finish());
      const timer = setTimeout(() => finish(), 2000);
      const finish = () => {
        clearTimeout(timer);
        listening.dispose();
        done();
      };
    });
  }

  private sayWhatIsLeft(before: number, left: number): void {
    if (before === 0) {
      void vscode.window.showInformationMessage("No legacy Qiskit code was found here.");
      return;
    }
    const migrated = before - left;
    const rest = left ? ` ${left} left: they need your decision, each underlined call says which.` : "";
    const buttons = migrated ? ["Show what changed"] : [];
    void vscode.window.showInformationMessage(`${migrated} of ${before} migrated.${rest}`, ...buttons).then((answer) => {
      if (answer) {
        void this.changes.show();
      }
    });
  }

  private async openExample(): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ language: "python", content: EXAMPLE });
    await vscode.window.showTextDocument(document);
  }

  /** Opens what a bug report needs. No contents of files, no names of files. */
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
      capabilities: client?.initializeResult?.capabilities ?? null,
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

function codeCells(notebook: vscode.NotebookDocument): vscode.TextDocument[] {
  const cells = notebook.getCells().filter((cell) => cell.kind === vscode.NotebookCellKind.Code);
  return cells.map((cell) => cell.document).filter((document) => document.languageId === "python");
}

function count(documents: vscode.TextDocument[]): number {
  return documents.reduce((sum, document) => sum + findingsOf(document.uri).length, 0);
}

/** The server's fix-all, which covers the whole notebook whichever of its cells is asked. */
async function fixAllOf(documents: vscode.TextDocument[]): Promise<vscode.CodeAction | undefined> {
  const asked = documents.find((document) => findingsOf(document.uri).length) ?? documents[0];
  const whole = new vscode.Range(0, 0, asked.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider", asked.uri, whole, FIX_ALL, 5,
  );
  return actions.find((action) => action.kind?.value.startsWith(FIX_ALL) && action.edit);
}
