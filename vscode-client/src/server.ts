// The life of the server: which Python runs it, start, restart, crashes.

import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  LSPErrorCodes,
  ResponseError,
  State,
  TextDocumentEdit,
  Trace,
  type ApplyWorkspaceEditParams,
  type ApplyWorkspaceEditResult,
  type CodeAction,
  type ErrorHandler,
  type LanguageClientOptions,
} from "vscode-languageclient/node";
import { asking, type Question } from "./confirm.ts";
import { choose, Crashes, expand, explainFailure, strategyOf, wrongSettings, type Choice } from "./choose.ts";
import { selectedInterpreter } from "./interpreter.ts";
import { ask, isInside, onPath, PrivateEnvironment, readBundle } from "./python.ts";
import { settingsOf } from "./settings.ts";
import { Status } from "./status.ts";

const NEVER = new vscode.CancellationTokenSource().token;

export interface Running {
  /** The interpreter that runs qls, or `own`: a `qls` that the user named. */
  python: string;
  origin: string;
  own?: boolean;
}

export class Server implements vscode.Disposable {
  client: LanguageClient | undefined;
  running: Running | undefined;
  private readonly crashes = new Crashes();
  private asksFirst = false;
  private asleep = true;
  private queue: Promise<void> = Promise.resolve();
  private restartPending = false;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
    private readonly trace: vscode.LogOutputChannel,
    private readonly status: Status,
  ) {}

  /** Starts the server, or stops and starts it. Several wishes at once make one restart. */
  restart(why: string): Promise<void> {
    this.asleep = false;
    if (!this.restartPending) {
      this.restartPending = true;
      this.queue = this.queue.then(async () => {
        this.restartPending = false;
        this.log.info(`starting: ${why}`);
        this.crashes.forget();
        await this.stop();
        await this.start().catch((error: unknown) => this.startFailed(error));
      });
    }
    return this.queue;
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.running = undefined;
    await client?.dispose().catch((error: unknown) => this.log.warn(`while stopping: ${messageOf(error)}`));
  }

  /** Starts the server if it never was. */
  wake(why: string): void {
    if (this.asleep) {
      this.asleep = false;
      void this.restart(why);
    }
  }

  /** Restarts a server that was started before; one that sleeps will see the change when it wakes. */
  refresh(why: string): void {
    if (!this.asleep) {
      void this.restart(why);
    }
  }

  /** A client whose server has answered `initialize`; undefined where none could be started. */
  async ready(): Promise<LanguageClient | undefined> {
    this.wake("a command needs it");
    await this.queue;
    return this.client?.state === State.Running ? this.client : undefined;
  }

  /** Edits that the server sends while `work` goes on are shown before they are made. */
  async previewing<T>(work: () => Promise<T>): Promise<T> {
    this.asksFirst = true;
    try {
      return await work();
    } finally {
      this.asksFirst = false;
    }
  }

  dispose(): void {
    void this.stop();
  }

  async traceAsSet(): Promise<void> {
    const level = vscode.workspace.getConfiguration("qls").get<string>("trace.server", "off");
    await this.client?.setTrace(Trace.fromString(level));
  }

  /** A server that ended while starting is dealt with like any that ends: see errorHandler. */
  private startFailed(error: unknown): void {
    if (this.crashes.any) {
      this.log.error(messageOf(error));
    } else {
      this.tell(`qls did not start: ${messageOf(error)}`);
    }
  }

  private async start(): Promise<void> {
    if (vscode.workspace.getConfiguration("qls").get("enable") === false) {
      this.status.off();
      return;
    }
    this.status.starting("looking for a Python");
    this.complainAboutSettings();
    const running = await this.findServer();
    if (running) {
      this.status.starting(`starting with ${running.python}`);
      await this.launch(running);
    }
  }

  private async launch(running: Running): Promise<void> {
    const client = new QuietClient("qls", "Qiskit Migration (qls)", this.executable(running), await this.options());
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        this.nowRuns(client, running);
      }
    });
    await client.start();
  }

  private nowRuns(client: LanguageClient, running: Running): void {
    this.running = running;
    void this.traceAsSet();
    const version = client.initializeResult?.serverInfo?.version ?? "";
    this.log.info(`qls ${version} runs from ${running.origin}: ${running.python}`);
    this.status.running(version, running.origin);
    void vscode.commands.executeCommand("setContext", "qls.awake", true);
    void this.showVersions();
  }

  /** The status item names the Qiskit versions that count for what is in front. */
  async showVersions(): Promise<void> {
    const { client, running } = this;
    const uri = vscode.window.activeNotebookEditor?.notebook.uri ?? vscode.window.activeTextEditor?.document.uri;
    if (!client || !running || client.state !== State.Running || uri?.scheme !== "file") {
      return;
    }
    const told = { command: "qls.versions", arguments: [client.code2ProtocolConverter.asUri(uri)] };
    const versions = await client.sendRequest<string>("workspace/executeCommand", told).catch(() => "");
    this.status.counting(client.initializeResult?.serverInfo?.version ?? "", running.origin, versions);
  }

  private executable(running: Running) {
    // Not in the workspace: `-m` puts the working directory before everything else on the import path.
    const cwd = this.context.globalStorageUri.fsPath;
    const more = vscode.workspace.getConfiguration("qls").get<string[]>("server.args", []).map(String);
    const args = running.own ? ["server", ...more] : ["-m", "qls", "server", ...more];
    return { command: running.python, args, options: { cwd, env: process.env } };
  }

  private async options(): Promise<LanguageClientOptions> {
    const first = vscode.workspace.workspaceFolders?.[0]?.uri;
    const initial = await settingsOf(first);
    return {
      documentSelector: [
        { language: "python", scheme: "file" },
        { language: "python", scheme: "untitled" },
        { language: "python", notebook: "*" },
      ],
      outputChannel: this.log,
      traceOutputChannel: alwaysWriting(this.trace),
      initializationOptions: () => ({
        ...initial,
        copies: true,
        previews: true,
        logLevel: vscode.workspace.getConfiguration("qls").get<string>("server.logLevel", "info"),
      }),
      synchronize: { configurationSection: "qls" },
      initializationFailedHandler: () => false,
      errorHandler: this.errorHandler(),
      middleware: {
        sendRequest: async (type, param, token, next) => {
          const isResolve = (typeof type === "string" ? type : type.method) === "codeAction/resolve";
          return isResolve ? this.resolved(next(type, param, token)) : next(type, param, token);
        },
        executeCommand: (command, args, next) =>
          command === "qls.fixWorkspace" ? this.previewing(async () => next(command, args)) : next(command, args),
        workspace: {
          handleApplyEdit: (params, next) => (this.asksFirst ? this.applyAfterPreview(params) : next(params, NEVER)),
          configuration: async (params, token, next) => {
            const values = (await next(params, token)) as unknown[];
            return Promise.all(
              params.items.map(({ section, scopeUri }, index) =>
                section === "qls" ? settingsOf(scopeUri ? vscode.Uri.parse(scopeUri) : first) : values[index],
              ),
            );
          },
        },
      },
    };
  }

  /** An action that was chosen, with its edit: one that changes something says what, and asks. */
  private async resolved<R>(answer: Promise<R>): Promise<R> {
    const action = (await answer.catch((error: unknown) => this.refused(error))) as CodeAction;
    const first = action.edit?.documentChanges?.find(TextDocumentEdit.is)?.textDocument.uri;
    const file = first ? fileOf(vscode.Uri.parse(first)) : undefined;
    const question = action.edit && file ? asking(action.edit, file.toString()) : undefined;
    if (question) {
      action.edit = question.edit;
      sayWhatChanges(question, action.diagnostics?.[0]?.codeDescription?.href);
    }
    return action as R;
  }

  /** The library passes over a menu that is out of date without a word. */
  private refused(error: unknown): never {
    if (error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified) {
      void vscode.window.showInformationMessage("The text has changed since that menu was opened: nothing was done. Open it again.");
    }
    throw error;
  }

  private async applyAfterPreview(params: ApplyWorkspaceEditParams): Promise<ApplyWorkspaceEditResult> {
    const edit = await this.client!.protocol2CodeConverter.asWorkspaceEdit(params.edit);
    const [first] = edit.entries();
    if (first) {
      // VS Code shows its preview when one part needs confirmation, and leaves such a part unticked. So that all
      // files come ticked, that part is one that does nothing: to create a file that exists.
      const metadata = { label: "Migrate", needsConfirmation: true };
      edit.createFile(first[0], { ignoreIfExists: true }, metadata);
    }
    const applied = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
    return applied ? { applied } : { applied, failureReason: "it was not confirmed" };
  }

  private errorHandler(): ErrorHandler {
    return {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => {
        if (this.crashes.mayRestart(Date.now())) {
          this.log.warn("the server ended unexpectedly; it is started again");
          return { action: CloseAction.Restart, handled: true };
        }
        this.tell(`The qls server crashed ${Crashes.MOST + 1} times and is not started again.`);
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private async findServer(): Promise<Running | undefined> {
    const named = vscode.workspace.isTrusted ? serverPath() : "";
    if (named) {
      return { python: named, origin: `the setting qls.server.path (${named})`, own: true };
    }
    const storage = this.context.globalStorageUri.fsPath;
    await mkdir(storage, { recursive: true });
    const own = new PrivateEnvironment(storage, await readBundle(this.context.asAbsolutePath("bundled")));
    const choice = await this.choice(own, storage);
    switch (choice.kind) {
      case "environment":
        return { python: choice.python.path, origin: "the selected environment" };
      case "private":
        return this.privateServer(own, choice.base?.path);
      case "none":
        this.tell(choice.message);
        return undefined;
    }
  }

  private async choice(own: PrivateEnvironment, storage: string): Promise<Choice> {
    const first = vscode.workspace.workspaceFolders?.[0]?.uri;
    const { trusted, strategy, selectedPath } = {
      trusted: vscode.workspace.isTrusted,
      strategy: strategyOf(vscode.workspace.getConfiguration("qls", first).get("importStrategy")),
      selectedPath: await selectedInterpreter(vscode.window.activeTextEditor?.document.uri ?? first),
    };
    const selected = selectedPath ? await ask(selectedPath, storage) : null;
    const about = selected ? ` (Python ${selected.version}, qls ${selected.qls ?? "absent"})` : "";
    this.log.info(`selected interpreter: ${selectedPath || "none"}${about}`);
    const seen = { trusted, strategy, selected, selectedPath, machine: [] };
    const early = choose({ ...seen, privateReady: false });
    if (early.kind === "environment") {
      return early;
    }
    if (await own.isReady()) {
      return choose({ ...seen, privateReady: true });
    }
    return choose({ ...seen, privateReady: false, machine: await this.machine(storage) });
  }

  private async machine(storage: string) {
    const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
    const paths = onPath(process.env, folders).filter((path) => !isInside(path, storage));
    const found = await Promise.all([...new Set(paths)].map((path) => ask(path, storage)));
    return found.filter((python) => python !== undefined);
  }

  private async privateServer(own: PrivateEnvironment, base: string | undefined): Promise<Running | undefined> {
    if (base && !(await this.makeEnvironment(own, base))) {
      return undefined;
    }
    return { python: own.python, origin: "the extension's own environment" };
  }

  private async makeEnvironment(own: PrivateEnvironment, base: string): Promise<boolean> {
    const stop = new AbortController();
    try {
      await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: "qls, once", cancellable: true },
        async (progress, token) => {
          token.onCancellationRequested(() => stop.abort());
          const report = (step: string) => {
            this.status.starting(step);
            progress.report({ message: step });
          };
          await own.make(base, (line) => this.log.info(line), report, stop.signal);
        },
      );
      return true;
    } catch (error) {
      const cancelled = "qls is off: making its environment was cancelled.";
      this.tell(stop.signal.aborted ? cancelled : explainFailure(messageOf(error)), "Retry");
      return false;
    }
  }

  private complainAboutSettings(): void {
    const configuration = vscode.workspace.getConfiguration("qls", vscode.workspace.workspaceFolders?.[0]);
    for (const complaint of wrongSettings((name) => configuration.get(name))) {
      this.log.warn(complaint);
      void vscode.window.showWarningMessage(complaint);
    }
  }

  private tell(message: string, again = "Restart"): void {
    this.log.error(message);
    this.status.failed(message);
    void vscode.window.showErrorMessage(message, again, "Show the log").then((answer) => {
      if (answer === again) {
        void this.restart("asked for");
      } else if (answer) {
        this.log.show();
      }
    });
  }
}

/** Failures are told once, in our own words; what the library says about them goes to the log alone. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** The `qls` that the user named; empty where none is. */
function serverPath(): string {
  const path = vscode.workspace.getConfiguration("qls").get("server.path");
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  return typeof path === "string" ? expand(path, folder, homedir()) : "";
}

/** The trace is written when the setting asks for it, whatever the channel's own log level is. */
function alwaysWriting(channel: vscode.LogOutputChannel): vscode.LogOutputChannel {
  return Object.create(channel, {
    trace: { value: (message: string, ...rest: unknown[]) => channel.info(message, ...rest) },
  }) as vscode.LogOutputChannel;
}

/** Beside VS Code's preview, which shows the edit but not its annotation. With a button, so that it is shown in full. */
function sayWhatChanges({ title, sentence }: Question, page: string | undefined): void {
  const message = `${title}: ${sentence} Apply or discard it in the preview.`;
  void vscode.window.showWarningMessage(message, page ? "Documentation" : "OK").then((answer) => {
    if (answer && page) {
      void vscode.env.openExternal(vscode.Uri.parse(page));
    }
  });
}

/** The file that a document is, or is a cell of; undefined where it was never saved. */
function fileOf(uri: vscode.Uri): vscode.Uri | undefined {
  const isIt = ({ document }: vscode.NotebookCell) => document.uri.toString() === uri.toString();
  const file = vscode.workspace.notebookDocuments.find((notebook) => notebook.getCells().some(isIt))?.uri ?? uri;
  return file.scheme === "file" ? file : undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
