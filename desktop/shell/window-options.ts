import type { BrowserWindowConstructorOptions } from 'electron';

/** The station's window, with everything off that a page could use against the machine. */
export function windowOptions(preload: string, developing: boolean): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 800,
    minWidth: 390,
    minHeight: 600,
    show: false,
    backgroundColor: '#1b1a19',
    autoHideMenuBar: true,
    title: 'Foyer',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: developing,
    },
  };
}
