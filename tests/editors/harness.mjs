// What the browser-driven scenarios share: a free port, a Chromium page, waiting with a deadline, handing back facts.
// A scenario is called with one JSON argument (see drive.py) and prints one JSON object of facts as its last line.

import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";

export const given = JSON.parse(process.argv[2]);

const { chromium } = createRequire(`${given.editors}/vscode/`)("playwright-core");

export const DEADLINE = 90_000; // waiting ends as soon as there is what is waited for; this is for a busy machine

export async function until(what, condition, deadline = DEADLINE) {
  const end = Date.now() + deadline;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${deadline} ms in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

export function freePort() {
  return new Promise((done) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** Starts a program that serves `url`; its output is kept for when something fails. */
export async function serve(command, args, env, url) {
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const served = { child, output: "" };
  const ended = new Promise((done) => child.on("exit", done));
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (served.output += piece));
  const answers = () => fetch(url).then((answer) => answer.ok, () => false);
  await until(`${url} answers`, async () => {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}:\n${served.output}`);
    return answers();
  });
  served.stop = async () => {
    child.kill("SIGTERM");
    const patience = setTimeout(() => child.kill("SIGKILL"), 5000);
    await ended;
    clearTimeout(patience);
  };
  return served;
}

export async function browse(viewport = { width: 1120, height: 640 }) {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  const page = await (await browser.newContext({ viewport })).newPage();
  page.setDefaultTimeout(DEADLINE);
  await page.route((url) => !["127.0.0.1", "localhost"].includes(url.hostname) && /^(https?|wss?):$/.test(url.protocol),
    (route) => route.abort());
  return { browser, page };
}

export function shot(page, name) {
  mkdirSync(given.pictures, { recursive: true });
  return page.screenshot({ path: `${given.pictures}/${name}.png` });
}

/** Runs a scenario: `play(facts)` fills in what it saw; a failure leaves a picture and the output of the servers. */
export async function scenario(play) {
  const facts = {};
  const opened = { cleanUp: [], page: undefined, outputs: [] };
  try {
    await play(facts, opened);
  } catch (error) {
    if (opened.page) await shot(opened.page, "error").catch(() => undefined);
    console.error(error, "\nfacts so far:", JSON.stringify(facts, null, 1));
    for (const output of opened.outputs) console.error(output().slice(-4000));
    process.exitCode = 1;
  } finally {
    for (const step of opened.cleanUp.reverse()) await step().catch((error) => console.error(error));
  }
  console.log(JSON.stringify(facts));
}
