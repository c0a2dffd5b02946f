import type { StationApp } from '../station/create-station.ts';
import { folderScreens } from '../station/folder-screens.ts';
import type { ShellSecretStore } from './create-secret-store.ts';

export interface StationParts {
  readonly dataDir: string;
  readonly screensDir: string;
  readonly secrets: ShellSecretStore;
}

export interface OpenedStation extends StationApp {
  close(): Promise<void>;
}

/** The station with this machine's file, secrets and clock behind it. */
export async function openStation({ screensDir }: StationParts): Promise<OpenedStation> {
  const screens = folderScreens(screensDir);
  return {
    fetch: request => {
      const file = screens(new URL(request.url).pathname.replace(/^\/$/, '/index.html'));
      if (file === null) return new Response('Not found', { status: 404 });
      return new Response(file.body, { headers: { 'content-type': file.type } });
    },
    close: async () => {},
  };
}
