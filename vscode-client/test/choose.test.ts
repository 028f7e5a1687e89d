import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, Crashes, expand, explainFailure, wrongSettings, type Circumstances, type Python } from "../src/choose.ts";

const python = (version: string, qls: string | null = null, path = `/py${version}`): Python => ({ path, version, qls });
const seen = (more: Partial<Circumstances>): Circumstances => ({
  strategy: "fromEnvironment",
  trusted: true,
  selected: null,
  selectedPath: "",
  privateReady: false,
  machine: [],
  ...more,
});

test("qls of the selected environment runs where it is installed there", () => {
  const selected = python("3.12.1", "0.1.0");
  assert.deepEqual(choose(seen({ selected, privateReady: true })), { kind: "environment", python: selected });
});

test("the bundled qls runs where the setting says so", () => {
  const choice = choose(seen({ selected: python("3.12.1", "0.1.0"), strategy: "useBundled", privateReady: true }));
  assert.deepEqual(choice, { kind: "private", base: null });
});

test("a selected environment without qls is the base only where the machine has no other Python", () => {
  const selected = python("3.11.0");
  const machine = python("3.13.0");
  assert.deepEqual(choose(seen({ selected, machine: [machine] })), { kind: "private", base: machine });
  assert.deepEqual(choose(seen({ selected })), { kind: "private", base: selected });
});

test("an environment that is too old for qls gets a private one from another Python", () => {
  const base = python("3.10.0");
  assert.deepEqual(choose(seen({ selected: python("3.8.10", "0.1.0"), machine: [base] })), { kind: "private", base });
});

test("in Restricted Mode the selected interpreter is used for nothing", () => {
  const selected = python("3.12.1", "0.1.0");
  assert.equal(choose(seen({ selected, trusted: false })).kind, "none");
  assert.deepEqual(choose(seen({ selected, trusted: false, privateReady: true })), { kind: "private", base: null });
});

test("a machine without Python is told both ways out", () => {
  const choice = choose(seen({}));
  assert.equal(choice.kind, "none");
  assert.match(choice.kind === "none" ? choice.message : "", /no Python was found.*Install Python 3\.10.*qls\.interpreter/);
});

test("a Python that is too old is named with its version", () => {
  const choice = choose(seen({ machine: [python("3.9.2")] }));
  assert.match(choice.kind === "none" ? choice.message : "", /3\.10 or newer.*only 3\.9\.2 \(\/py3\.9\.2\)/);
});

test("an interpreter that does not start is named", () => {
  const choice = choose(seen({ selected: undefined, selectedPath: "/gone/python" }));
  assert.match(choice.kind === "none" ? choice.message : "", /\/gone\/python does not start/);
});

test("being offline, having no venv, and anything else are told apart", () => {
  assert.match(explainFailure("WARNING: Retrying ... NewConnectionError"), /index was not reached/);
  assert.match(explainFailure("The virtual environment was not created because ensurepip is not available"), /python3-venv/);
  assert.match(explainFailure("first\nERROR: disk full\n"), /ERROR: disk full/);
});

test("variables in the interpreter's path are replaced", () => {
  assert.equal(expand(" ${workspaceFolder}/.venv/bin/python ", "/ws", "/home/me"), "/ws/.venv/bin/python");
  assert.equal(expand("~/envs/q/bin/python", "/ws", "/home/me"), "/home/me/envs/q/bin/python");
  assert.equal(expand("", "/ws", "/home/me"), "");
});

test("a server that crashes is started again five times, then no more until the crashes are long ago", () => {
  const crashes = new Crashes();
  const answers = [1, 2, 3, 4, 5, 6].map((second) => crashes.mayRestart(second * 1000));
  assert.deepEqual(answers, [true, true, true, true, true, false]);
  assert.equal(crashes.mayRestart(Crashes.WINDOW + 10_000), true);
  crashes.forget();
  assert.equal(crashes.mayRestart(Crashes.WINDOW + 11_000), true);
});

test("settings of the right kind, and those that are not set, are not complained about", () => {
  const settings: Record<string, unknown> = { enable: true, importStrategy: "useBundled", destination: 3 };
  assert.deepEqual(wrongSettings((name) => settings[name]), []);
});

test("a setting of the wrong kind gets one sentence", () => {
  const settings: Record<string, unknown> = { enable: "yes", importStrategy: "bundled" };
  const [first, second, ...more] = wrongSettings((name) => settings[name]);
  assert.match(first, /qls\.enable should be true or false, not "yes"/);
  assert.match(second, /qls\.importStrategy should be fromEnvironment or useBundled, not "bundled"/);
  assert.deepEqual(more, []);
});
