// Runs a Python script with the PYTHON of the environment, or else the first of python3, python that starts.
import { spawnSync } from "node:child_process";

const candidates = process.env.PYTHON ? [process.env.PYTHON] : ["python3", "python"];
const python = candidates.find((name) => spawnSync(name, ["--version"]).status === 0);
if (!python) {
  console.error(`no Python to build the wheel with (tried ${candidates.join(", ")}); set PYTHON to one`);
  process.exit(2);
}
process.exit(spawnSync(python, process.argv.slice(2), { stdio: "inherit" }).status ?? 2);
