// The part of ms-python.python's public API that qls uses. QLS_TEST_PYTHON: the interpreter selected at first.
const vscode = require("vscode");

exports.activate = () => {
  const changed = new vscode.EventEmitter();
  let selected = process.env.QLS_TEST_PYTHON;
  return {
    ready: Promise.resolve(),
    environments: {
      getActiveEnvironmentPath: () => ({ id: selected, path: selected }),
      resolveEnvironment: async ({ path }) => ({ id: path, path, executable: { uri: vscode.Uri.file(path) } }),
      onDidChangeActiveEnvironmentPath: changed.event,
      updateActiveEnvironmentPath: async (path) => {
        selected = path;
        changed.fire({ id: path, path });
      },
    },
  };
};
