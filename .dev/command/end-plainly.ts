/** A command that cannot do its work ends with the sentence of what is in the way, not with the place in our code. */
export function endPlainly(): void {
  process.on('uncaughtException', error => {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
}
