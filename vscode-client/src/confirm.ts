// What an edit that changes something looks like before it is made: see `asking`. Pure: knows nothing of VS Code.

import type { ChangeAnnotation, WorkspaceEdit } from "vscode-languageserver-protocol";

export interface Question {
  edit: WorkspaceEdit;
  title: string;
  /** What the edit changes, in one sentence. */
  sentence: string;
}

/**
 * An edit of which a part needs confirmation, so that all of it is confirmed at once; undefined for any other.
 *
 * VS Code shows its preview when one part needs confirmation, and leaves such a part unticked: of an edit that must be
 * made as a whole, a part could then be left out. So the part that asks is one that does nothing (to create a file that
 * exists), and what the edit changes comes ticked.
 */
export function asking(edit: WorkspaceEdit, existing: string): Question | undefined {
  const annotations = edit.changeAnnotations ?? {};
  const unsure = Object.values(annotations).find(({ needsConfirmation }) => needsConfirmation);
  if (!unsure || !edit.documentChanges) {
    return undefined;
  }
  const calm = Object.entries(annotations).map(([id, annotation]) => [id, { ...annotation, needsConfirmation: false }]);
  return {
    title: unsure.label,
    sentence: unsure.description ?? "",
    edit: {
      documentChanges: [
        ...edit.documentChanges,
        { kind: "create", uri: existing, options: { ignoreIfExists: true }, annotationId: CONFIRM },
      ],
      changeAnnotations: { ...Object.fromEntries(calm), [CONFIRM]: confirmation(unsure) },
    },
  };
}

const CONFIRM = "confirm";

function confirmation({ label, description }: ChangeAnnotation): ChangeAnnotation {
  return { label: `Confirm: ${label}`, description, needsConfirmation: true };
}
