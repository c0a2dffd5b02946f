import type { Import } from './imports-of.ts';

/** Who may import whom. Each rule answers whether an import breaks it; the sentence is what the reader is told. */
export type ImportRule = { readonly sentence: string; breaks(edge: Import, place: Place): boolean };

/** Where the importing file stands. */
export type Place = { readonly root: string; readonly area: string; readonly test: boolean };

/** A shared folder imports those before it. Folders on one line do not know each other. */
const sharedLayers = [
  ['kernel'],
  ['catalog'],
  ['pricing', 'inventory', 'tickets'],
  ['orders', 'ledger', 'admission'],
  ['sync'],
  ['wording'],
  ['api'],
];
const layerOf = (folder: string) => sharedLayers.findIndex(layer => layer.includes(folder));

/** Pure libraries that run anywhere. */
const sharedPackages = ['zod', '@formatjs/intl'];
const thirdParties = /^(?:hono|@hono\/.*|stripe|better-auth|@better-auth\/.*|graphile-worker|@stripe\/.*)$/;

const at = (path: string, depth: number) => path.split('/')[depth] ?? '';
const toArea = (edge: Import, root: string) => (edge.kind === 'file' && at(edge.to, 0) === root ? at(edge.to, 1) : '');

/** An area of a root that may reach only the named areas of that root; files directly in the root are composition roots. */
function reaches(root: string, area: string, allowed: readonly string[], sentence: string): ImportRule {
  return {
    sentence,
    breaks: (edge, place) => {
      if (place.test || place.root !== root || place.area !== area) return false;
      const target = toArea(edge, root);
      return target !== '' && target !== area && !allowed.includes(target);
    },
  };
}

function withoutPackages(root: string, area: string, packages: RegExp, sentence: string): ImportRule {
  return {
    sentence,
    breaks: (edge, place) =>
      !place.test && place.root === root && place.area === area && edge.kind !== 'file' && packages.test(edge.to),
  };
}

const shared: ImportRule[] = [
  {
    sentence: 'shared imports nothing but shared and the pure packages it lists: it runs anywhere',
    breaks: (edge, place) =>
      place.root === 'shared' &&
      !place.test &&
      (edge.kind === 'node' ||
        (edge.kind === 'package' && !sharedPackages.includes(edge.to)) ||
        (edge.kind === 'file' && at(edge.to, 0) !== 'shared')),
  },
  {
    sentence:
      'within shared: kernel -> catalog -> {pricing, inventory, tickets} -> {orders, ledger, admission} -> sync -> wording -> api',
    breaks: (edge, place) => {
      const target = toArea(edge, 'shared');
      if (place.root !== 'shared' || place.test || target === '' || target === place.area) return false;
      return layerOf(target) < 0 || layerOf(target) >= layerOf(place.area);
    },
  },
  {
    sentence: 'testing folders are for tests alone',
    breaks: (edge, place) =>
      edge.kind === 'file' && /(?:^|\/)testing\//.test(edge.to) && !place.test && place.root !== '.dev',
  },
];

const roots: ImportRule[] = [
  {
    sentence: 'cloud never imports desktop',
    breaks: (edge, place) => place.root === 'cloud' && at(edge.to, 0) === 'desktop' && edge.kind === 'file',
  },
  {
    sentence: 'desktop never imports cloud (its tests may start the cloud in-process)',
    breaks: (edge, place) =>
      place.root === 'desktop' && !place.test && at(edge.to, 0) === 'cloud' && edge.kind === 'file',
  },
  {
    sentence: 'fixtures import shared; only the demo and the test worlds there may also fill a cloud',
    breaks: (edge, place) =>
      place.root === 'fixtures' &&
      edge.kind === 'file' &&
      !['fixtures', 'shared'].includes(at(edge.to, 0)) &&
      !(place.area === 'demo' && at(edge.to, 0) === 'cloud'),
  },
  {
    sentence: 'between the roots import by #shared/… and #fixtures/…; inside a root by a relative path',
    breaks: (edge, place) => {
      if (edge.kind !== 'file') return false;
      const target = at(edge.to, 0);
      const hashed = edge.specifier.startsWith('#');
      if (target === place.root) return hashed;
      return ['shared', 'fixtures'].includes(target) && !hashed;
    },
  },
  {
    sentence: 'imports name the file, with its ending',
    breaks: edge => edge.kind === 'file' && !/\.[a-z0-9]+$/.test(edge.to),
  },
];

/** Where services name the outside world. */
const ports = /^cloud\/services\/(?:ports|mailer|papers|payment-provider)\.ts$/;

const cloud: ImportRule[] = [
  reaches('cloud', 'routes', ['services', 'http', 'storefront'], 'cloud/routes -> services, http, storefront, shared'),
  withoutPackages('cloud', 'routes', /^(?:drizzle-orm|pg)$/, 'cloud/routes hold no SQL'),
  reaches('cloud', 'jobs', ['services'], 'cloud/jobs -> services'),
  reaches('cloud', 'services', ['db'], 'cloud/services -> db, services/ports, shared'),
  withoutPackages('cloud', 'services', thirdParties, 'cloud/services know neither hono nor any SDK'),
  reaches('cloud', 'gateways', ['services'], 'cloud/gateways -> its own SDK, services/ports, shared'),
  reaches('cloud', 'storefront', [], 'cloud/storefront: data in, markup out'),
  reaches('cloud', 'config', [], 'cloud/config reads the environment and nothing else'),
  reaches('cloud', 'db', ['services'], 'cloud/db knows no routes, jobs or gateways'),
  {
    sentence: 'cloud/db takes no more than types from services',
    breaks: (edge, place) =>
      toPlace(place) === 'cloud/db' && !place.test && toArea(edge, 'cloud') === 'services' && !edge.typeOnly,
  },
  {
    sentence: 'cloud/gateways take no more from services than the types of their ports',
    breaks: (edge, place) =>
      toPlace(place) === 'cloud/gateways' &&
      !place.test &&
      toArea(edge, 'cloud') === 'services' &&
      !(edge.typeOnly && ports.test(edge.to)),
  },
  {
    // What the database's own words mean is known to db; which status they get, to http.
    sentence:
      'cloud/http -> services, storefront, shared; of db no more than types and which faults pass, and create-app.ts alone knows the routes',
    breaks: (edge, place) => {
      const target = toArea(edge, 'cloud');
      if (toPlace(place) !== 'cloud/http' || place.test || ['', 'http', 'services', 'storefront'].includes(target))
        return false;
      if (target === 'db') return !edge.typeOnly && edge.to !== 'cloud/db/is-of-the-moment.ts';
      return target !== 'routes' || edge.from !== 'cloud/http/create-app.ts';
    },
  },
  withoutPackages('cloud', 'http', /^(?:drizzle-orm|pg)$/, 'cloud/http holds no SQL'),
];

/** Where the station's parts are put together outside Electron. */
const isStationRoot = (path: string) => /^desktop\/(?:station\/)?(?:serve|compose)[a-z-]*\.ts$/.test(path);

/** Pixels and keystrokes in, text out: pure code that the screens and the benches share. */
const portableDevices = /^desktop\/devices\/(?:camera|scanner)\//;

const desktop: ImportRule[] = [
  {
    sentence: 'electron is imported by desktop/shell alone',
    breaks: (edge, place) =>
      edge.kind === 'package' && edge.to === 'electron' && toPlace(place) !== 'desktop/shell' && place.root !== '.dev',
  },
  {
    sentence: 'desktop/shell is imported by nobody',
    breaks: (edge, place) => toArea(edge, 'desktop') === 'shell' && place.area !== 'shell' && !place.test,
  },
  reaches(
    'desktop',
    'screens',
    ['devices'],
    'desktop/screens -> shared (no Node, no Electron, nothing of the station)',
  ),
  {
    sentence: 'desktop/screens take from desktop/devices only what runs anywhere: camera and scanner',
    breaks: (edge, place) =>
      toPlace(place) === 'desktop/screens' && toArea(edge, 'desktop') === 'devices' && !portableDevices.test(edge.to),
  },
  {
    sentence: 'desktop/devices/camera and scanner run anywhere: no Node',
    breaks: (edge, place) => portableDevices.test(edge.from) && !place.test && edge.kind === 'node',
  },
  {
    sentence: 'desktop/screens know no Node',
    breaks: (edge, place) => toPlace(place) === 'desktop/screens' && !place.test && edge.kind === 'node',
  },
  {
    sentence: 'desktop/station -> shared, its own ports (no electron, no SQL)',
    breaks: (edge, place) => {
      if (toPlace(place) !== 'desktop/station' || place.test || isStationRoot(edge.from)) return false;
      const target = toArea(edge, 'desktop');
      return (target !== '' && target !== 'station') || ['better-sqlite3', 'pg'].includes(edge.to);
    },
  },
  ...['store', 'devices', 'sync'].map(area =>
    reaches('desktop', area, ['station'], 'desktop/store | devices | sync -> station’s ports (types), shared'),
  ),
  {
    sentence: 'desktop/store | devices | sync take only types from the station',
    breaks: (edge, place) =>
      place.root === 'desktop' &&
      !place.test &&
      ['store', 'devices', 'sync'].includes(place.area) &&
      toArea(edge, 'desktop') === 'station' &&
      !edge.typeOnly,
  },
];

const toPlace = (place: Place) => `${place.root}/${place.area}`;

export const importRules: readonly ImportRule[] = [...shared, ...roots, ...cloud, ...desktop];

export function placeOf(path: string, test: boolean): Place {
  const parts = path.split('/');
  return { root: parts[0] ?? '', area: parts.length > 2 ? (parts[1] ?? '') : '', test };
}
