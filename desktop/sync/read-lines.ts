/** The lines of a stream of bytes, as they come. A line without an end at the end is handed out too. */
export async function* readLines(body: ReadableStream<Uint8Array>, lineBytesMax: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let parts: string[] = [];
  let waiting = 0;
  for await (const bytes of body) {
    const pieces = decoder.decode(bytes, { stream: true }).split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      yield parts.length === 0 ? piece : parts.join('') + piece;
      parts = [];
      waiting = 0;
    }
    // Long lines come in many pieces; joining them once keeps it linear.
    if (last !== '') parts.push(last);
    waiting += last.length;
    if (waiting > lineBytesMax) throw new Error('a line without an end');
  }
  const rest = parts.join('') + decoder.decode();
  if (rest !== '') yield rest;
}
