import path from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session, shell } from 'electron';
import { composeStation } from '../station/compose-station.ts';
import { startSentence } from '../station/start-sentence.ts';
import { answerRequest } from './answer-request.ts';
import { createSecretStore } from './create-secret-store.ts';
import { guardContents } from './guard-contents.ts';
import { guardSession } from './guard-session.ts';
import { ownOrigin, ownScheme } from './own-origin.ts';
import { offerPrinting } from './print-page.ts';
import { tellOnceUnsealed } from './tell-once-unsealed.ts';
import { windowOptions } from './window-options.ts';

// Electron is the station's window and nothing more: the station itself knows nothing of it.

protocol.registerSchemesAsPrivileged([
  { scheme: ownScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);
app.enableSandbox();

if (app.requestSingleInstanceLock()) {
  app.on('window-all-closed', () => app.quit());
  app.on('web-contents-created', (_event, contents) => guardContents(contents, url => void shell.openExternal(url)));
  app.whenReady().then(start, fail).catch(fail);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const dataDir = process.env.FOYER_STATION_DATA ?? path.join(app.getPath('userData'), 'station');
  const secrets = createSecretStore(path.join(dataDir, 'secrets'), safeStorage, process.platform);
  const screensDir = path.join(import.meta.dirname, '../renderer');
  const station = await composeStation({ dataDir, secrets, screensDir, version: app.getVersion() });
  let closing = false;
  app.on('before-quit', event => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    station.close().finally(() => app.quit());
  });
  guardSession(session.defaultSession);
  protocol.handle(ownScheme, request => answerRequest(station, request));
  offerPrinting(ipcMain);
  // Only macOS needs a menu, for copy and paste; elsewhere its shortcuts would come between the door and its keys.
  Menu.setApplicationMenu(
    process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null,
  );
  app.on('activate', showWindow);
  app.on('second-instance', showWindow);
  showWindow();
  await tellOnceUnsealed(secrets, path.join(dataDir, 'secrets/told-unsealed'), sentence =>
    dialog.showMessageBox({ type: 'info', title: 'Foyer', message: sentence, buttons: ['OK'] }),
  );
}

function showWindow(): void {
  const [open] = BrowserWindow.getAllWindows();
  if (open !== undefined) {
    if (open.isMinimized()) open.restore();
    open.focus();
    return;
  }
  const preload = path.join(import.meta.dirname, '../preload/preload.cjs');
  const window = new BrowserWindow(windowOptions(preload, !app.isPackaged));
  window.once('ready-to-show', () => window.show());
  window.loadURL(`${ownOrigin}/`).catch(fail);
}

function fail(fault: unknown): void {
  const sentence = startSentence(fault);
  console.error(sentence);
  dialog.showErrorBox('The station could not start', sentence);
  app.exit(1);
}
