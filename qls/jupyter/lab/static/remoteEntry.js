// The extension of JupyterLab 4 and Notebook 7, as it is shipped: a button "Migrate" in the toolbar of notebooks, and a
// dialog with each fix to be ticked and the cells side by side. What it shows comes from the server (qls/jupyter/serving.py).
//
// Written by hand as the container that JupyterLab loads extensions from (webpack's module federation): `init` hands over
// the packages that JupyterLab shares, `get` gives the module. So there is nothing to build.

(() => {
  "use strict";

  let shared = {};

  /** A package of JupyterLab's own. */
  async function use(name) {
    const versions = Object.values(shared[name] ?? {});
    if (!versions.length) {
      throw new Error(`JupyterLab shares no ${name}`);
    }
    return (await versions[0].get())();
  }

  const STYLE = `
    .jp-Dialog-content:has(.qls-dialog) { max-width: 90vw; max-height: 90vh; }
    .qls-dialog { display: flex; flex-direction: column; gap: 8px; width: 82vw; max-width: 1400px; max-height: 70vh; overflow: auto; }
    .qls-dialog p { margin: 0; }
    .qls-finding { border-left: 3px solid var(--jp-border-color1); padding: 2px 0 2px 8px; }
    .qls-finding code, .qls-cell code { font-family: var(--jp-code-font-family); font-size: var(--jp-code-font-size); }
    .qls-finding label { display: block; cursor: pointer; }
    .qls-quiet { color: var(--jp-ui-font-color2); }
    .qls-cell table { border-collapse: collapse; width: 100%; table-layout: fixed; }
    .qls-cell td { width: 50%; padding: 0 6px; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere; }
    .qls-cell td:first-child { border-right: 1px solid var(--jp-border-color2); }
    .qls-old { background: color-mix(in srgb, var(--jp-error-color1) 18%, transparent); }
    .qls-new { background: color-mix(in srgb, var(--jp-success-color1) 18%, transparent); }
  `;

  function element(tag, { text, className, ...rest } = {}, ...children) {
    const made = document.createElement(tag);
    if (text !== undefined) {
      made.textContent = text; // never as HTML: it may be code of anybody's notebook
    }
    if (className) {
      made.className = className;
    }
    Object.assign(made, rest);
    made.append(...children);
    return made;
  }

  /** A sentence whose words between backquotes are code. */
  function sentence(text) {
    return element("span", {}, ...text.split("`").map((part, at) => element(at % 2 ? "code" : "span", { text: part })));
  }

  class Migration {
    constructor(panel, { ServerConnection, URLExt }) {
      this.panel = panel;
      this.request = async (accepted) => {
        const settings = ServerConnection.makeSettings();
        const url = URLExt.join(settings.baseUrl, "qls", "proposal");
        const told = { path: panel.context.localPath ?? panel.context.path, cells: this.cells, accepted };
        const answer = await ServerConnection.makeRequest(url, { method: "POST", body: JSON.stringify(told) }, settings);
        const said = await answer.json();
        if (!answer.ok) {
          throw new Error(said.message ?? answer.statusText);
        }
        return said;
      };
    }

    /** The code cells as they are now, and their models. */
    look() {
      this.models = [...this.panel.content.model.cells].filter((cell) => cell.type === "code");
      this.cells = this.models.map((cell) => cell.sharedModel.getSource());
    }

    async begin() {
      this.look();
      this.said = await this.request(null);
      this.ticked = this.said.findings.map(({ fixes }) => fixes.findIndex(({ ticked }) => ticked));
      this.diff = element("div", {});
      this.node = element("div", { className: "qls-dialog" });
      const found = this.said.findings.length;
      const head = found ? `${found} legacy Qiskit ${found === 1 ? "call" : "calls"}` : "No legacy Qiskit found";
      this.node.append(element("p", { text: `${head}. The answer is for ${this.said.environment}.` }));
      this.node.append(...this.said.findings.map((finding, at) => this.shown(finding, at)), this.diff);
      await this.preview();
    }

    shown(finding, at) {
      const box = element("div", { className: "qls-finding" });
      box.append(element("p", {}, element("b", { text: `Cell ${finding.cell + 1}, line ${finding.line}: ` }), sentence(finding.message)));
      finding.fixes.forEach((fix, number) => {
        const tick = element("input", { type: "checkbox", checked: this.ticked[at] === number });
        tick.addEventListener("change", () => {
          this.ticked[at] = tick.checked ? number : -1;
          box.querySelectorAll("input").forEach((other) => (other.checked = other === tick && tick.checked));
          void this.preview();
        });
        const label = element("label", {}, tick, element("span", { text: ` ${fix.title}` }));
        label.append(element("span", { className: "qls-quiet", text: fix.safe ? " (the program's answer stays)" : ` (${fix.changes})` }));
        box.append(label);
      });
      if (finding.reason) {
        const head = finding.fixes.length ? "No more than that, because " : "Not edited, because ";
        box.append(element("p", { className: "qls-quiet" }, sentence(`${head}${finding.reason}.`)));
      }
      if (finding.link) {
        box.append(element("a", { href: finding.link, target: "_blank", rel: "noopener", text: "Documentation" }));
      }
      return box;
    }

    get accepted() {
      return this.ticked.map((fix, finding) => [finding, fix]).filter(([, fix]) => fix >= 0);
    }

    async preview() {
      const asked = (this.asked = Symbol());
      const said = await this.request(this.accepted);
      if (asked === this.asked) {
        this.migrated = said;
        this.diff.replaceChildren(...(said.problem ? [element("p", { text: said.problem })] : said.cells.map((each) => this.sideBySide(each))));
      }
    }

    sideBySide({ cell, rows }) {
      const table = element("table", {});
      for (const [kind, left, right] of rows) {
        const old = kind === "old" || kind === "both" ? "qls-old" : "";
        const fresh = kind === "new" || kind === "both" ? "qls-new" : "";
        table.append(element("tr", {}, element("td", { className: old }, element("code", { text: left })), element("td", { className: fresh }, element("code", { text: right }))));
      }
      return element("div", { className: "qls-cell" }, element("p", {}, element("b", { text: `Cell ${cell + 1}` })), table);
    }

    /** Puts the new texts into the cells; outputs stay. A notebook that was changed meanwhile is left alone. */
    apply() {
      const before = this.cells;
      this.look();
      if (before.length !== this.cells.length || before.some((cell, at) => cell !== this.cells[at])) {
        return "The notebook has changed meanwhile: nothing was migrated. Choose Migrate again.";
      }
      for (const { cell, after } of this.migrated.cells) {
        this.models[cell].sharedModel.setSource(after);
      }
      return "";
    }
  }

  async function plugin() {
    const [{ ToolbarButton }, { Dialog, showDialog, showErrorMessage }, { ServerConnection }, { URLExt }, { Widget }] = await Promise.all(
      ["@jupyterlab/ui-components", "@jupyterlab/apputils", "@jupyterlab/services", "@jupyterlab/coreutils", "@lumino/widgets"].map(use),
    );
    document.head.append(element("style", { text: STYLE }));

    async function migrate(panel) {
      const migration = new Migration(panel, { ServerConnection, URLExt });
      try {
        await migration.begin();
        const buttons = [Dialog.cancelButton(), Dialog.okButton({ label: "Migrate" })];
        const body = new Widget({ node: migration.node });
        const answer = await showDialog({ title: "Migrate to the Qiskit of today", body, buttons: migration.said.findings.length ? buttons : [Dialog.okButton()] });
        const problem = answer.button.accept && migration.said.findings.length ? migration.apply() : "";
        if (problem) {
          await showErrorMessage("qls", problem);
        }
      } catch (error) {
        await showErrorMessage("qls", error instanceof Error ? error.message : String(error));
      }
    }

    return {
      id: "qls:migrate",
      description: "A button that migrates legacy Qiskit in a notebook.",
      autoStart: true,
      activate: (app) => {
        app.docRegistry.addWidgetExtension("Notebook", {
          createNew: (panel) => {
            const tooltip = "Find legacy Qiskit in this notebook, and migrate what you tick";
            const button = new ToolbarButton({ label: "Migrate", tooltip, className: "qls-migrate", onClick: () => void migrate(panel) });
            panel.toolbar.insertItem(10, "qlsMigrate", button);
            return button;
          },
        });
      },
    };
  }

  (window._JUPYTERLAB = window._JUPYTERLAB ?? {}).qls = {
    init: (scope) => void (shared = scope),
    get: async (module) => {
      if (module !== "./extension") {
        return () => ({});
      }
      const found = await plugin();
      return () => ({ __esModule: true, default: found });
    },
  };
})();
