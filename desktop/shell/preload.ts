import { contextBridge, ipcRenderer } from 'electron';

// All that the page gets of Electron. The rest goes through `fetch`, as in any browser.
contextBridge.exposeInMainWorld('foyerShell', {
  print: (job: unknown): Promise<unknown> => ipcRenderer.invoke('foyer:print', job),
});
