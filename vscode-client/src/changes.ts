// "Show what changed": each document as it was when qls first found something in it, beside what it is now.

import * as vscode from "vscode";

const SCHEME = "qls-before";

export class Changes implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly before = new Map<string, string>();
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    this.subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach((uri) => this.remember(uri))),
      vscode.workspace.onDidCloseTextDocument((document) => this.before.delete(document.uri.toString())),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.before.get(uri.query) ?? "";
  }

  /** Opens the comparison of the active file, or of all cells of the active notebook. */
  async show(): Promise<void> {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    const editor = vscode.window.activeTextEditor;
    const documents = notebook ? notebook.getCells().map((cell) => cell.document) : editor ? [editor.document] : [];
    const changed = documents.filter((document) => this.isChanged(document));
    if (changed.length === 0) {
      void vscode.window.showInformationMessage("Nothing has been migrated here since it was opened.");
    } else if (notebook) {
      const pairs = changed.map((document) => [document.uri, this.uriOf(document), document.uri]);
      await vscode.commands.executeCommand("vscode.changes", `${nameOf(notebook.uri)}: what changed`, pairs);
    } else {
      const [document] = changed;
      await vscode.commands.executeCommand("vscode.diff", this.uriOf(document), document.uri, `${nameOf(document.uri)}: what changed`);
    }
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }

  private remember(uri: vscode.Uri): void {
    if (this.before.has(uri.toString()) || !findingsOf(uri).length) {
      return;
    }
    for (const document of programOf(uri)) {
      const key = document.uri.toString();
      this.before.set(key, this.before.get(key) ?? document.getText());
    }
  }

  private isChanged(document: vscode.TextDocument): boolean {
    const before = this.before.get(document.uri.toString());
    return before !== undefined && before !== document.getText();
  }

  private uriOf(document: vscode.TextDocument): vscode.Uri {
    return vscode.Uri.from({ scheme: SCHEME, path: document.uri.path, query: document.uri.toString() });
  }
}

/** What qls found in a document. */
export function findingsOf(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === "qls");
}

/** The document, or all cells of its notebook: a fix in one cell rewrites others that have no finding themselves. */
function programOf(uri: vscode.Uri): vscode.TextDocument[] {
  const isIt = (document: vscode.TextDocument) => document.uri.toString() === uri.toString();
  const notebooks = vscode.workspace.notebookDocuments.map((notebook) => notebook.getCells().map((cell) => cell.document));
  return notebooks.find((cells) => cells.some(isIt)) ?? vscode.workspace.textDocuments.filter(isIt);
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split("/").at(-1) ?? "";
}
