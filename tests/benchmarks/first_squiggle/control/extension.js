const vscode = require("vscode");

exports.activate = (context) => {
  const found = vscode.languages.createDiagnosticCollection("control");
  context.subscriptions.push(found);
  const underline = (document) => {
    if (document.languageId === "python") found.set(document.uri, [new vscode.Diagnostic(new vscode.Range(0, 0, 0, 4), "control")]);
  };
  context.subscriptions.push(vscode.workspace.onDidOpenTextDocument(underline));
  vscode.workspace.textDocuments.forEach(underline);
};
