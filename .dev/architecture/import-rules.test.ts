import { expect, test } from 'vitest';
import { importRules, placeOf } from './import-rules.ts';
import { importsOf } from './imports-of.ts';
import { isTest } from './tracked-files.ts';

/** Each line of code is planted in the file before it; the sentence is what the reader would be told, `fine` when nothing. */
const planted: readonly (readonly [file: string, code: string, told: RegExp | 'fine'])[] = [
  ['shared/kernel/money.ts', "import { x } from '../catalog/tier.ts';", /within shared: kernel/],
  ['shared/pricing/quote.ts', "import { x } from '../inventory/plan-hold.ts';", /within shared: kernel/],
  ['shared/admission/decide-scan.ts', "import { x } from '../tickets/code.ts';", 'fine'],
  ['shared/kernel/ids.ts', "import { randomBytes } from 'node:crypto';", /shared imports nothing but shared/],
  ['shared/api/station.ts', "import { z } from 'zod';", 'fine'],
  ['shared/api/station.ts', "import { serve } from '@hono/node-server';", /shared imports nothing but shared/],
  ['cloud/server.ts', "import { x } from '../desktop/station/app.ts';", /cloud never imports desktop/],
  ['desktop/station/app.ts', "import { x } from '../../cloud/http/app.ts';", /desktop never imports cloud/],
  ['desktop/sync/push.sqlite.test.ts', "import { x } from '../../cloud/http/app.ts';", 'fine'],
  ['cloud/routes/organizer/events.ts', "import { x } from '../../db/tables.ts';", /cloud\/routes -> services/],
  ['cloud/routes/organizer/events.ts', "const x = await import('pg');", /hold no SQL/],
  ['cloud/services/events/edit.ts', "import { Hono } from 'hono';", /neither hono nor any SDK/],
  ['cloud/services/events/edit.ts', "import { x } from '../../gateways/stripe/pay.ts';", /cloud\/services -> db/],
  ['cloud/gateways/stripe/pay.ts', "import type { Payments } from '../../services/ports.ts';", 'fine'],
  ['cloud/gateways/stripe/pay.ts', "import { run } from '../../services/run.ts';", /types of their ports/],
  ['cloud/gateways/stripe/pay.ts', "import type { Ctx } from '../../services/ctx.ts';", /types of their ports/],
  ['cloud/db/feed.ts', "import { run } from '../services/run.ts';", /no more than types/],
  ['cloud/http/person.ts', "import { holds } from '../db/tables/orders.ts';", /of db no more than types/],
  ['cloud/http/refusal-of.ts', "import { x } from '../db/is-of-the-moment.ts';", 'fine'],
  ['cloud/http/person.ts', "import { pay } from '../routes/storefront/pay.ts';", /create-app.ts alone/],
  ['cloud/http/person.ts', "import { pay } from '../gateways/stripe/pay.ts';", /cloud\/http -> services/],
  ['cloud/http/create-app.ts', "import { r } from '../routes/register-routes.ts';", 'fine'],
  ['cloud/http/person.ts', "import { sql } from 'drizzle-orm';", /holds no SQL/],
  ['cloud/gateways/stripe/pay.ts', "import {\n  type A,\n  type B,\n} from '../../services/ports.ts';", 'fine'],
  ['desktop/screens/door/door.tsx', "import { readFileSync } from 'node:fs';", /know no Node/],
  [
    'desktop/screens/door/door.tsx',
    "import type { Ports } from '../../station/ports.ts';",
    /desktop\/screens -> shared/,
  ],
  ['desktop/station/scan-ticket.ts', "import Database from 'better-sqlite3';", /no electron, no SQL/],
  ['desktop/station/scan-ticket.ts', "import { x } from '../store/open.ts';", /desktop\/station -> shared/],
  ['desktop/store/open.ts', "import { app } from 'electron';", /electron is imported by desktop\/shell alone/],
  ['desktop/store/open.ts', "import { push } from '../sync/push.ts';", /desktop\/store \| devices \| sync/],
  ['desktop/sync/push.ts', "import { x } from '../shell/main.ts';", /imported by nobody/],
  ['cloud/http/app.ts', "import { x } from '../../shared/kernel/ids.ts';", /between the roots import by #shared/],
  ['cloud/http/app.ts', "import { x } from '#shared/kernel/ids.ts';", 'fine'],
  ['cloud/http/app.ts', "import { x } from '#shared/kernel/ids';", /with its ending/],
  ['cloud/http/app.ts', "import { x } from '../testing/world.ts';", /testing folders are for tests alone/],
];

test.each(planted)('in %s: %s', (path, text, told) => {
  const place = placeOf(path, isTest({ path }));
  const broken = importsOf({ path, text }).flatMap(edge => importRules.filter(rule => rule.breaks(edge, place)));
  const sentences = broken.map(rule => rule.sentence);
  if (told === 'fine') expect(sentences).toEqual([]);
  else expect(sentences).toContainEqual(expect.stringMatching(told));
});
