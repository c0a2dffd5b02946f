import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { ElectronDouble } from './electron-double.ts';
import { serveScheme } from './serve-scheme.ts';

export interface WindowOptions {
  readonly webPreferences: Record<string, unknown> & { readonly preload: string };
}

/** A window of the double is a page of a browser; unsafe options throw before there is one. */
export class DoubleWindow extends EventEmitter {
  readonly double: ElectronDouble;
  readonly options: WindowOptions;
  readonly webContents = recorder(['setWindowOpenHandler', 'print']);
  page: Page | null = null;
  #gateway: AsyncDisposable | null = null;

  constructor(double: ElectronDouble, options: WindowOptions) {
    super();
    for (const [name, safe] of Object.entries(safePreferences)) {
      const value = options.webPreferences[name];
      if (value !== safe) throw new Error(`webPreferences.${name} is ${value}: it must be ${safe}`);
    }
    this.double = double;
    this.options = options;
  }

  async loadURL(url: string): Promise<void> {
    const { protocol, host, pathname } = new URL(url);
    const answer = this.double.handlers.get(protocol.slice(0, -1));
    if (answer === undefined) throw new Error(`nothing handles ${protocol}`);
    const gateway = await serveScheme(`${protocol}//${host}`, answer);
    this.#gateway = gateway;
    this.page = await this.double.browser.newPage();
    await this.#runPreload(this.page, url);
    await this.page.goto(gateway.url + pathname);
    this.emit('ready-to-show');
    this.double.app.emit('window-shown');
  }

  async close(): Promise<void> {
    await this.page?.close();
    await this.#gateway?.[Symbol.asyncDispose]();
  }

  /** Runs the preload with what a sandboxed one may require, and puts what it exposes into the page. */
  async #runPreload(page: Page, url: string): Promise<void> {
    const exposed: Record<string, Record<string, (...args: unknown[]) => unknown>> = {};
    const event = { sender: this.webContents, senderFrame: { url, parent: null } };
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name: string, api: (typeof exposed)[string]) => Object.assign(exposed, { [name]: api }),
      },
      ipcRenderer: {
        invoke: async (channel: string, ...args: unknown[]) => this.double.channels.get(channel)?.(event, ...args),
      },
    };
    const require = (name: string) => {
      if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`);
      return electron;
    };
    new Function('require', readFileSync(this.options.webPreferences.preload, 'utf8'))(require);
    for (const [world, api] of Object.entries(exposed)) {
      for (const [name, call] of Object.entries(api)) await page.exposeFunction(`${world}_${name}`, call);
      await page.addInitScript(
        ([world, names]) => {
          const calls = names.map(name => [name, Reflect.get(globalThis, `${world}_${name}`)]);
          Reflect.set(globalThis, world, Object.fromEntries(calls));
        },
        [world, Object.keys(api)] as const,
      );
    }
  }

  destroy(): void {
    void this.close();
  }
  show(): void {}
  focus(): void {}
  restore(): void {}
  isMinimized(): boolean {
    return false;
  }
}

const safePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
};

/** An emitter whose listed methods keep what they were last called with, under the method's name. */
export function recorder(methods: readonly string[]) {
  const given: Record<string, unknown> = {};
  const recorded = methods.map(method => [method, (value: unknown) => Object.assign(given, { [method]: value })]);
  return Object.assign(new EventEmitter(), { given }, Object.fromEntries(recorded));
}
