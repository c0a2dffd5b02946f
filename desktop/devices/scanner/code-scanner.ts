/** A reader that hands over whole codes by itself, without a keyboard between: serial ones and simulated ones. */
export interface CodeScanner {
  readonly name: string;
  /** Reads until stopped; `onLost` when the reader goes away by itself. */
  start(listener: CodeListener): Promise<void>;
  stop(): Promise<void>;
}

export interface CodeListener {
  onCode(text: string): void;
  onLost(): void;
}
