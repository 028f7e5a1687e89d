import assert from "node:assert/strict";
import { test } from "node:test";
import { asking } from "../src/confirm.ts";

const FILE = "file:///x.py";
const start = { line: 0, character: 0 };
const edits = (annotationId?: string) => [{ range: { start, end: start }, newText: "x", ...(annotationId ? { annotationId } : {}) }];
const change = (annotationId?: string) => ({ textDocument: { uri: FILE, version: 1 }, edits: edits(annotationId) });

test("an edit that changes nothing else asks nothing", () => {
  assert.equal(asking({ documentChanges: [change()] }, FILE), undefined);
  assert.equal(asking({ changes: { [FILE]: edits() } }, FILE), undefined);
  const calm = { documentChanges: [change("a")], changeAnnotations: { a: { label: "Tidy", needsConfirmation: false } } };
  assert.equal(asking(calm, FILE), undefined);
});

test("what an edit changes is said, and all of it is confirmed at once", () => {
  const annotation = { label: "Use the other", description: "Noise differs.", needsConfirmation: true };
  const question = asking({ documentChanges: [change("qls")], changeAnnotations: { qls: annotation } }, FILE);
  assert.equal(question?.sentence, "Noise differs.");
  const { documentChanges = [], changeAnnotations = {} } = question?.edit ?? {};
  assert.equal(changeAnnotations.qls.needsConfirmation, false);
  const asked = documentChanges.filter((one) => "annotationId" in one && changeAnnotations[one.annotationId!].needsConfirmation);
  assert.deepEqual(asked.map((one) => "kind" in one && one.kind), ["create"]);
  assert.deepEqual(documentChanges[0], change("qls"));
});
