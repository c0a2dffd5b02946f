import { EventEmitter } from 'node:events';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Browser } from '@playwright/test';
import { DoubleWindow, recorder, type WindowOptions } from './electron-double-window.ts';

// A stand-in for Electron where its binary cannot be had: runs the built main and the built preload, with a browser page
// for a window. It proves the wiring (scheme, handlers, guards, preload, window options). It does not prove context
// isolation, the sandbox, the system's keyring, fuses or updates: nothing else may be built on it.

type Answer = (request: Request) => Promise<Response>;
type Invoked = (event: object, ...args: unknown[]) => Promise<unknown>;

export interface ElectronDouble {
  readonly schemes: { scheme: string; privileges: Record<string, boolean> }[];
  readonly handlers: Map<string, Answer>;
  readonly channels: Map<string, Invoked>;
  readonly windows: DoubleWindow[];
  /** What was handed to the person's own browser. */
  readonly opened: string[];
  /** What message boxes said. */
  readonly told: string[];
  readonly session: ReturnType<typeof recorder>;
  readonly app: EventEmitter;
  readonly facts: { sandboxed: boolean; hasQuit: boolean; readonly hasLock: boolean };
  readonly browser: Browser;
}

/** Loads a built main module as Electron would, and waits until its window shows a page. */
export async function runShell(mainFile: string, browser: Browser, hasLock = true): Promise<ElectronDouble> {
  const double: ElectronDouble = {
    schemes: [],
    handlers: new Map(),
    channels: new Map(),
    windows: [],
    opened: [],
    told: [],
    session: recorder(['setPermissionRequestHandler', 'setPermissionCheckHandler', 'setDevicePermissionHandler']),
    app: new EventEmitter(),
    facts: { sandboxed: false, hasQuit: false, hasLock },
    browser,
  };
  const ended = new Promise<void>(resolve => {
    double.app.once('window-shown', resolve);
    double.app.once('quit', resolve);
  });
  await importWith(electronModule(double), mainFile);
  await ended;
  return double;
}

/** Closes as a person would, and lets the application put its things away. */
export async function quitShell(double: ElectronDouble): Promise<void> {
  for (const window of double.windows) await window.close();
  const quit = new Promise<void>(resolve => {
    double.app.once('quit', resolve);
  });
  double.app.emit('window-all-closed');
  if (!double.facts.hasQuit) await quit;
}

function electronModule(double: ElectronDouble): Record<string, unknown> {
  const { app, facts } = double;
  const end = (code: number) => {
    facts.hasQuit = true;
    app.emit('quit', {}, code);
  };
  const quit = () => {
    let held = false;
    const hold = () => {
      held = true;
    };
    app.emit('before-quit', { preventDefault: hold });
    if (!held) end(0);
  };
  Object.assign(app, {
    isPackaged: false,
    enableSandbox: () => Object.assign(facts, { sandboxed: true }),
    requestSingleInstanceLock: () => facts.hasLock,
    whenReady: async () => {},
    getPath: () => process.env.FOYER_STATION_DATA,
    getVersion: () => '0.0.0',
    exit: end,
    quit,
  });
  const BrowserWindow = class extends DoubleWindow {
    static getAllWindows = () => double.windows;
    constructor(options: WindowOptions) {
      super(double, options);
      double.windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
  };
  return {
    app,
    BrowserWindow,
    protocol: {
      registerSchemesAsPrivileged: (schemes: typeof double.schemes) => double.schemes.push(...schemes),
      handle: (scheme: string, answer: Answer) => double.handlers.set(scheme, answer),
    },
    session: { defaultSession: double.session },
    ipcMain: { handle: (channel: string, invoked: Invoked) => double.channels.set(channel, invoked) },
    safeStorage: { isAsyncEncryptionAvailable: async () => false, getSelectedStorageBackend: () => 'basic_text' },
    shell: { openExternal: async (url: string) => double.opened.push(url) },
    Menu: { setApplicationMenu() {}, buildFromTemplate: () => ({}) },
    dialog: {
      showErrorBox: (title: string, text: string) => double.told.push(`${title}: ${text}`),
      showMessageBox: async ({ message }: { message: string }) => double.told.push(message),
    },
  };
}

/** Imports a module for which `electron` is what we say it is. */
async function importWith(electron: Record<string, unknown>, file: string): Promise<void> {
  const run = `${process.hrtime.bigint()}`;
  const key = `foyer electron double ${run}`;
  Reflect.set(globalThis, key, electron);
  const names = Object.keys(electron).map(name => `export const ${name} = electron.${name};`);
  const source = `const electron = globalThis[${JSON.stringify(key)}];\n${names.join('\n')}`;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' ? { url: `electron-double:${run}`, shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === `electron-double:${run}` ? { format: 'module', source, shortCircuit: true } : next(url, context),
  });
  try {
    await import(`${pathToFileURL(file).href}?run=${run}`);
  } finally {
    hooks.deregister();
  }
}
