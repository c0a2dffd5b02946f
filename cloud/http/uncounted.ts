import type { App } from './app.ts';
import { loadShopAssets } from './shop-assets.ts';

export type IsUncounted = (method: string, path: string) => boolean;

/** TE-6: nobody's calls: files that stand in memory, and webhooks, which are bound by signature and size. Only what is there is. */
export function uncounted(app: App): IsUncounted {
  const { files } = loadShopAssets();
  let webhooks: ReadonlySet<string> | null = null;
  return (method, path) => {
    if (path.startsWith('/shop-assets/')) return (method === 'GET' || method === 'HEAD') && files.has(path);
    if (method !== 'POST' || !path.startsWith('/webhooks/')) return false;
    // Asked for the first time when all routes are there.
    webhooks ??= new Set(app.routes.filter(route => route.method === 'POST').map(route => route.path));
    return webhooks.has(path);
  };
}
