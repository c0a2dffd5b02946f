import { Readable, type Transform } from 'node:stream';
import { constants, createGzip, createZstdCompress } from 'node:zlib';

/**
 * Lines of JSON as they come, compressed the quick way in what the caller accepts. Lines are made as the caller takes them; one that
 * goes away ends their making.
 */
export function compressedLines(lines: AsyncGenerator<string>, acceptEncoding: string): Response {
  const encoding = /\bzstd\b/.test(acceptEncoding) ? 'zstd' : /\bgzip\b/.test(acceptEncoding) ? 'gzip' : null;
  const source = Readable.from(lines, { objectMode: true, highWaterMark: 2 });
  const body = encoding === null ? source.map(line => Buffer.from(line)) : compressed(source, encoding);
  // Node's stream of bytes is the web's stream of bytes; only their declarations differ.
  const web = Readable.toWeb(body, { strategy: { highWaterMark: 4 } }) as ReadableStream<Uint8Array>;
  return new Response(web, {
    headers: {
      'content-type': 'application/x-ndjson',
      vary: 'accept-encoding',
      ...(encoding === null ? {} : { 'content-encoding': encoding }),
    },
  });
}

function compressed(source: Readable, encoding: 'zstd' | 'gzip'): Transform {
  const compressor =
    encoding === 'zstd'
      ? createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } })
      : createGzip({ level: 1 });
  source.on('error', error => compressor.destroy(error));
  compressor.on('close', () => source.destroy());
  return source.pipe(compressor);
}
