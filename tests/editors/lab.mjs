// A server of JupyterLab for one scenario.

import { mkdirSync } from "node:fs";
import { freePort, given, serve } from "./harness.mjs";

export const BIN = `${given.editors}/jupyter/bin`;

export async function startLab(opened) {
  const home = `${given.work}/jupyter`;
  mkdirSync(home, { recursive: true });
  const port = await freePort();
  const env = { ...process.env, HOME: home, JUPYTER_CONFIG_DIR: `${home}/config`, JUPYTER_DATA_DIR: `${home}/data`, JUPYTER_RUNTIME_DIR: `${home}/runtime` };
  const args = ["--allow-root", "--no-browser", "--ip=127.0.0.1", `--port=${port}`, "--ServerApp.port_retries=0",
    "--IdentityProvider.token=", "--ServerApp.password=", `--ServerApp.root_dir=${given.folder}`, "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.extension_manager=readonly"];
  const address = `http://127.0.0.1:${port}`;
  const served = await serve(`${BIN}/jupyter-lab`, args, env, `${address}/api`);
  opened.cleanUp.push(served.stop);
  opened.outputs.push(() => served.output);
  return address;
}
