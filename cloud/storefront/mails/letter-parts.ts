/** What every mail is made of, whatever it is about. */
export type LetterParts = {
  readonly subject: string;
  readonly hello: string;
  readonly text: string;
  /** When and where, as lines. */
  readonly event: readonly string[];
  readonly rows: readonly { readonly label: string; readonly value: string; readonly isTotal?: true }[];
  readonly button: { readonly label: string; readonly url: string } | null;
  readonly hints: readonly string[];
  readonly footer: readonly string[];
};

/** What depends on what it is about. */
export type Particular = Pick<LetterParts, 'subject' | 'text' | 'rows' | 'button' | 'hints'>;
