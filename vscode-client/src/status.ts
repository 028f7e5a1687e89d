// What the language status item (the `{}` of the status bar) says.

import * as vscode from "vscode";

export const SELECTOR: vscode.DocumentSelector = [{ language: "python" }, { notebookType: "jupyter-notebook" }];

export class Status implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem("qls", SELECTOR);

  constructor() {
    this.item.name = "Qiskit Migration (qls)";
    this.sleeping();
  }

  sleeping(): void {
    this.show("qls: asleep", "starts with the first file that mentions qiskit", vscode.LanguageStatusSeverity.Information);
  }

  starting(step: string): void {
    this.show("qls", step, vscode.LanguageStatusSeverity.Information);
    this.item.busy = true;
  }

  running(version: string, detail: string): void {
    this.show(`qls ${version}`.trim(), detail, vscode.LanguageStatusSeverity.Information);
    this.item.command = { command: "qls.debugInformation", title: "Debug information" };
  }

  /** Which versions the findings are for, as `qls 0.1.0, for qiskit 2.6.2, …`. */
  counting(version: string, detail: string, versions: string): void {
    this.item.text = `qls ${version}`.trim();
    this.item.detail = versions ? `${detail}; for ${versions}` : detail;
  }

  off(): void {
    this.show("qls: off", "the setting qls.enable is false", vscode.LanguageStatusSeverity.Information);
  }

  failed(message: string): void {
    this.show("qls: not running", message, vscode.LanguageStatusSeverity.Error);
    this.item.command = { command: "qls.restart", title: "Restart" };
  }

  dispose(): void {
    this.item.dispose();
  }

  private show(text: string, detail: string, severity: vscode.LanguageStatusSeverity): void {
    this.item.busy = false;
    this.item.text = text;
    this.item.detail = detail;
    this.item.severity = severity;
    this.item.command = { command: "qls.showLog", title: "Show the log" };
  }
}
