// Runs inside VS Code's extension host, with the whole `vscode` API. Each check's name is a sentence that pytest repeats.

const assert = require("node:assert/strict");
const fs = require("node:fs");
const vscode = require("vscode");

const checks = [];
const check = (name, body) => checks.push({ name, body });

async function until(what, condition) {
  const end = Date.now() + 60_000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

const inFolder = (name) => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);
const findings = (uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "qls");
const codeOf = ({ code }) => String(code?.value ?? code);
const found = (uri) => until(`findings in ${uri.path}`, () => findings(uri).length && findings(uri));
const gone = (uri) => until(`no findings in ${uri.path}`, () => findings(uri).length === 0);
const set = (name, value) => vscode.workspace.getConfiguration("qls").update(name, value, vscode.ConfigurationTarget.Workspace);

const originals = new Map();

/** Opens a file of the project; what another check has changed in it is taken back. */
async function open(name) {
  if (!originals.has(name)) originals.set(name, fs.readFileSync(inFolder(name).fsPath, "utf8"));
  const document = await vscode.workspace.openTextDocument(inFolder(name));
  await vscode.window.showTextDocument(document);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, wholeOf(document), originals.get(name));
  await vscode.workspace.applyEdit(edit);
  return document;
}

async function about() {
  await vscode.commands.executeCommand("qls.debugInformation");
  const { document } = await until("debug information", () => vscode.window.activeTextEditor?.document.languageId === "json" && vscode.window.activeTextEditor);
  const shown = JSON.parse(document.getText());
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  return shown;
}

function actions(uri, range, kind) {
  return vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, range, kind, 20);
}

const wholeOf = (document) => new vscode.Range(0, 0, document.lineCount, 0);
const rangeOf = (document, text) => {
  const at = document.positionAt(document.getText().indexOf(text));
  return new vscode.Range(at, at.translate(0, text.length));
};

check("no server is started for a file without Qiskit", async () => {
  await open("plain.py");
  await until("the extension is active", () => vscode.extensions.getExtension("qls.qls").isActive);
  assert.ok(!(await vscode.commands.getCommands(true)).includes("qls.fixFile"));
});

check("a legacy call is underlined with its code and a link", async () => {
  const document = await open("bell.py");
  const all = await found(document.uri);
  const call = all.find(({ range }) => document.getText(range).startsWith("execute") && range.start.line > 3);
  assert.ok(call, JSON.stringify(all));
  assert.match(codeOf(call), /^QLS\d{3}$/);
  assert.match(String(call.code.target), /^https:/);
});

check("the server runs on the interpreter of the Python extension", async () => {
  assert.equal((await about()).server.python, process.env.QLS_TEST_PYTHON);
});

check("after an emoji exactly the call is underlined", async () => {
  const document = await open("dice.py");
  const all = await found(document.uri);
  assert.ok(all.some(({ range }) => document.getText(range).startsWith("execute") && range.start.line === 6), JSON.stringify(all));
});

check("the hover shows the replacement", async () => {
  const document = await open("bell.py");
  const at = rangeOf(document, "execute(bell").start.translate(0, 2);
  const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, at);
  assert.match(hovers.flatMap(({ contents }) => contents.map((c) => c.value ?? c)).join("\n"), /SamplerV2/);
});

check("the first quick fix is the preferred one and rewrites the whole chain", async () => {
  const document = await open("bell.py");
  const menu = await actions(document.uri, rangeOf(document, "execute(bell"), vscode.CodeActionKind.QuickFix.value);
  assert.ok(menu[0].isPreferred, JSON.stringify(menu.map(({ title }) => title)));
  assert.ok(await vscode.workspace.applyEdit(menu[0].edit));
  assert.match(document.getText(), /SamplerV2/);
  assert.doesNotMatch(document.getText(), /execute\(|job\.result\(\)\.get_counts/);
  await gone(document.uri);
});

check("fix all migrates the file with source.fixAll.qls", async () => {
  const document = await open("dice.py");
  const [all] = await actions(document.uri, wholeOf(document), "source.fixAll.qls");
  assert.ok(await vscode.workspace.applyEdit(all.edit));
  assert.match(document.getText(), /SamplerV2/);
  assert.match(document.getText(), /"🎲🎲"/);
});

check("a finding says where the backend is made and where the result is read", async () => {
  const document = await open("bell.py");
  const call = (await found(document.uri)).find(({ range }) => document.getText(range).startsWith("execute(bell"));
  const places = call.relatedInformation.map(({ location, message }) => `${location.range.start.line + 1}: ${message}`);
  assert.deepEqual(places, ["8: the backend is made here", "10: the result is read here"]);
});

check("ignoring a finding adds a comment, and the finding is gone", async () => {
  const document = await open("dice.py");
  await found(document.uri);
  const menu = await actions(document.uri, rangeOf(document, "execute(die"), vscode.CodeActionKind.QuickFix.value);
  const ignore = menu.find(({ title }) => title === "Ignore QLS101 here");
  assert.ok(await vscode.workspace.applyEdit(ignore.edit));
  assert.match(document.getText(), /execute\(die.*  # qls: ignore\[QLS101\]$/m);
  await until("it is gone", () => !findings(document.uri).some(({ range }) => document.getText(range).startsWith("execute(die")));
});

check("all of one kind are fixed in the file", async () => {
  const document = await open("dice.py");
  const twice = document.getText().replace(/^print\(.*$/m, (line) => `${line}\n${line}`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, wholeOf(document), twice);
  await vscode.workspace.applyEdit(edit);
  const all = await until("the action for both", async () => {
    const menu = await actions(document.uri, rangeOf(document, "execute(die"), vscode.CodeActionKind.QuickFix.value);
    return menu.find(({ title, edit }) => title === "Fix all QLS101 in this file" && edit);
  });
  assert.ok(await vscode.workspace.applyEdit(all.edit));
  assert.equal(document.getText().match(/sampler\.run\(/g).length, 2); // both on one sampler
});

check("a code lens says how many calls are legacy", async () => {
  const document = await open("bell.py");
  const lenses = await until("a lens", async () => {
    const all = await vscode.commands.executeCommand("vscode.executeCodeLensProvider", document.uri, 10);
    return all.length && all;
  });
  assert.match(lenses[0].command.title, /legacy Qiskit call/);
});

check("a finding without a safe fix can be copied for an assistant", async () => {
  const document = await open("noisy.py");
  await found(document.uri);
  const menu = await actions(document.uri, rangeOf(document, "FakeManila"), vscode.CodeActionKind.QuickFix.value);
  const copy = menu.find(({ title }) => title === "Copy what an assistant needs to know");
  assert.ok(copy, JSON.stringify(menu.map(({ title }) => title)));
  await vscode.env.clipboard.writeText("");
  await vscode.commands.executeCommand(copy.command.command, ...copy.command.arguments);
  const copied = await until("the clipboard has it", () => vscode.env.clipboard.readText());
  assert.match(copied, /`FakeManila` was removed from Qiskit/);
  assert.ok(copied.includes(document.getText().trimEnd()));
});

check("right-click, the editor's title and the notebook's toolbar offer the migration", async () => {
  const { menus } = vscode.extensions.getExtension("qls.qls").packageJSON.contributes;
  for (const place of ["editor/context", "editor/title", "notebook/toolbar"]) {
    assert.ok(menus[place].some(({ command }) => command === "qls.migrateFile"), place);
  }
});

check("a qls that the settings name is the one that runs", async () => {
  await set("server.path", process.env.QLS_TEST_OWN);
  await until("it runs", async () => (await about()).server?.own === true);
  await found((await open("bell.py")).uri);
  await set("server.path", undefined);
  await until("the other one again", async () => (await about()).server?.own !== true);
});

check("a setting that ignores codes takes effect at once, without a restart", async () => {
  const document = await open("bell.py");
  await found(document.uri);
  await set("ignore", ["QLS"]);
  await gone(document.uri);
  await set("ignore", undefined);
  await found(document.uri);
});

check("a setting of the wrong type leaves the findings as they are", async () => {
  const document = await open("bell.py");
  await set("destination", 3);
  await found(document.uri);
  assert.equal((await about()).settings.destination, 3);
  await set("destination", undefined);
  await found(document.uri);
});

check("a code that pyproject.toml ignores is not reported, as soon as the file is saved", async () => {
  const document = await open("bell.py");
  await found(document.uri);
  const pyproject = inFolder("pyproject.toml");
  const before = fs.readFileSync(pyproject.fsPath, "utf8");
  await vscode.workspace.fs.writeFile(pyproject, Buffer.from(`${before}\n[tool.qls]\nignore = ["QLS"]\n`));
  await gone(document.uri);
  await vscode.workspace.fs.writeFile(pyproject, Buffer.from(before));
  await found(document.uri);
});

check("switching qls off takes its findings away, switching it on brings them back", async () => {
  const document = await open("bell.py");
  await set("enable", false);
  await gone(document.uri);
  await set("enable", undefined);
  await found(document.uri);
});

check("Restart brings the findings back", async () => {
  const document = await open("bell.py");
  await vscode.commands.executeCommand("qls.restart");
  await found(document.uri);
});

check("selecting another interpreter restarts the server on it", async () => {
  const { exports: python } = vscode.extensions.getExtension("ms-python.python");
  await python.environments.updateActiveEnvironmentPath(process.env.QLS_TEST_OTHER_PYTHON);
  await until("the other interpreter", async () => (await about()).server?.python === process.env.QLS_TEST_OTHER_PYTHON);
  await found((await open("bell.py")).uri);
});

check("a fix in a notebook edits the cell of the import, of the call and of the result in one step", async () => {
  const notebook = await vscode.workspace.openNotebookDocument(inFolder("bell.ipynb"));
  await vscode.window.showNotebookDocument(notebook);
  const cells = notebook.getCells().map((cell) => cell.document);
  const call = cells.find((cell) => cell.getText().includes("execute(bell"));
  await found(call.uri);
  const menu = await actions(call.uri, rangeOf(call, "execute"), vscode.CodeActionKind.QuickFix.value);
  assert.ok(await vscode.workspace.applyEdit(menu[0].edit));
  const program = cells.map((cell) => cell.getText()).join("\n");
  assert.match(program, /SamplerV2/);
  assert.doesNotMatch(program, /execute\(bell|import Aer, QuantumCircuit, execute/);
  assert.match(cells[0].getText(), /`execute\(` in a text/);
  await until("no findings in the notebook", () => cells.every((cell) => findings(cell.uri).length === 0));
});

check("a notebook's fix on save is offered as notebook.source.fixAll", async () => {
  const content = new vscode.NotebookData([new vscode.NotebookCellData(vscode.NotebookCellKind.Code, originals.get("bell.py"), "python")]);
  const notebook = await vscode.workspace.openNotebookDocument("jupyter-notebook", content);
  await vscode.window.showNotebookDocument(notebook);
  const cell = notebook.cellAt(0).document;
  await found(cell.uri);
  const offered = await actions(cell.uri, wholeOf(cell), "notebook.source.fixAll");
  assert.ok(offered.some(({ edit }) => edit), JSON.stringify(offered));
});

check("Migrate this file migrates the notebook in front", async () => {
  const cell = vscode.window.activeNotebookEditor.notebook.cellAt(0).document;
  await vscode.commands.executeCommand("qls.migrateFile");
  assert.match(cell.getText(), /SamplerV2/);
});

exports.run = async function run() {
  const file = process.env.QLS_TEST_REPORT;
  const report = { version: vscode.version, checks: [], ended: false };
  const write = () => {
    fs.writeFileSync(`${file}.part`, JSON.stringify(report));
    fs.renameSync(`${file}.part`, file);
  };
  for (const { name, body } of checks) {
    try {
      await body();
      report.checks.push({ name, problem: null });
    } catch (error) {
      report.checks.push({ name, problem: String(error?.stack ?? error) });
    }
    write();
  }
  report.ended = true;
  write();
};
