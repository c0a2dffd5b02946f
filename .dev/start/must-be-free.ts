import { createServer } from 'node:net';

export type WantedPort = { readonly name: string; readonly port: number; readonly variable: string };

/** Says in one sentence per port which are taken, before anything is started. */
export async function mustBeFree(ports: readonly WantedPort[]): Promise<void> {
  for (const [at, { name, port, variable }] of ports.entries()) {
    const earlier = ports.slice(0, at).find(other => other.port === port);
    if (earlier)
      throw new Error(
        `Port ${port} is asked for by both the ${earlier.name} and the ${name}. Choose another one: ${variable}=${otherThan(port)} npm start`,
      );
  }
  const answers = await Promise.all(ports.map(async wanted => ({ wanted, taken: await isTaken(wanted.port) })));
  const sentences = answers
    .filter(answer => answer.taken)
    .map(
      ({ wanted }) =>
        `Port ${wanted.port} for the ${wanted.name} is taken by another program. Stop that program, or choose another port: ${wanted.variable}=${otherThan(wanted.port)} npm start`,
    );
  if (sentences.length > 0) throw new Error(sentences.join('\n'));
}

function otherThan(port: number): number {
  return port > 60_000 ? port - 1000 : port + 1000;
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(true);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  });
}
