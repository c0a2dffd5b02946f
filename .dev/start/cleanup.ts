/** What has to be undone at the end, in the reverse order of how it was done. Runs once, whoever asks, however often. */
export class Cleanup {
  private readonly steps: { readonly what: string; undo(): Promise<void> | void }[] = [];
  private done: Promise<void> | undefined;

  /** What comes when the end has begun already is undone at once. */
  add(what: string, undo: () => Promise<void> | void): void {
    this.steps.push({ what, undo });
    if (this.done !== undefined) this.done = this.done.then(() => this.undoAll());
  }

  run(): Promise<void> {
    this.done ??= this.undoAll();
    return this.done;
  }

  private async undoAll(): Promise<void> {
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) {
      try {
        await step.undo();
      } catch (error) {
        console.error(`${step.what} did not stop: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
}
