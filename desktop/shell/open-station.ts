import type { Answering } from './answer-request.ts';
import type { ShellSecretStore } from './create-secret-store.ts';
import { screenFiles } from './screen-files.ts';

export interface StationParts {
  readonly dataDir: string;
  readonly screensDir: string;
  readonly secrets: ShellSecretStore;
}

export interface OpenedStation extends Answering {
  close(): Promise<void>;
}

/** The station with this machine's file, secrets and clock behind it. */
export async function openStation({ screensDir }: StationParts): Promise<OpenedStation> {
  const screens = screenFiles(screensDir);
  return {
    fetch: request => {
      const file = screens(new URL(request.url).pathname);
      if (file === null) return new Response('Not found', { status: 404 });
      return new Response(file.body, { headers: { 'content-type': file.type } });
    },
    close: async () => {},
  };
}
