import { additions, mergeTexts } from '#platform';

/** One of the two texts of a conflict. */
interface ConflictingText {
  readonly text: string;
  readonly revision: number;
}

/** What `errors/conflict` prints. */
export interface ConflictInput {
  /** Where the chosen text is sent, with the fields `version`, `keep` (merged, mine, theirs), `mine`, `theirs` and the field itself. */
  readonly action: string;
  readonly field: string;
  readonly subject: string;
  /** The revision both started from. */
  readonly base: string;
  readonly mine: ConflictingText;
  readonly theirs: ConflictingText & { readonly name: string; readonly at: Date };
  readonly reference: string;
  readonly at: Date;
  readonly hidden?: readonly { readonly name: string; readonly value: string }[];
}

/** The view of `errors/conflict`: both texts with what each adds, and a third to start from. */
export function conflictView(input: ConflictInput): object {
  const { mine, theirs, base, ...rest } = input;
  const { text, contested } = mergeTexts(base, mine.text, theirs.text);
  return {
    ...rest,
    status: 409,
    yours: { ...mine, parts: additions(mine.text, theirs.text) },
    theirs: { ...theirs, parts: additions(theirs.text, mine.text) },
    merged: text,
    contested,
  };
}
