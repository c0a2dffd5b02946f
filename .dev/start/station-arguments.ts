import path from 'node:path';

/**
 * How Node runs the station behind its loopback server. What a scan leaves behind is small and short-lived; room for 8 MB of it, as in
 * Electron, keeps a hundred megabytes of the laptop's memory free and each collection short.
 */
export function stationArguments(root: string): string[] {
  return [
    '--max-semi-space-size=8',
    '--import',
    path.join(root, '.dev/start/stop-with-parent.ts'),
    path.join(root, 'desktop/station/serve.ts'),
  ];
}
