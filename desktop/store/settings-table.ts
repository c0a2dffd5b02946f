import { z } from 'zod';
import { idSchema, instantSchema } from '#shared/kernel/schemas.ts';
import { stationScopeSchema } from '#shared/sync/protocol.ts';
import type { StationSettings, StationStore } from '../station/ports.ts';
import { asRow, damaged, jsonOf } from './row.ts';
import type { SqlDatabase } from './sql.ts';
import type { Transactions } from './transactions.ts';

export const settingSchemas = {
  stationName: z.string(),
  identity: z.object({
    scope: stationScopeSchema,
    cloudUrl: z.string(),
    tokenName: z.string(),
    revoked: z.boolean(),
  }),
  pairing: z.object({
    pairingId: z.string(),
    pollSecret: z.string(),
    code: z.string(),
    expiresAt: instantSchema,
    pollEveryMs: z.int(),
    cloudUrl: z.string(),
  }),
  adoption: z.object({ cloudUrl: z.string(), tokenName: z.string() }),
  place: z.object({ eventId: idSchema('EventId'), gateId: idSchema('GateId') }),
  mode: z.object({ direction: z.enum(['in', 'out']), verify: z.boolean() }),
  operatorId: idSchema('OperatorId'),
  pinFailures: z.record(z.string(), z.int().min(0)),
  clockOffsetMs: z.int(),
  paused: z.boolean(),
  recovery: z.object({ at: instantSchema, file: z.string(), rescued: z.int(), complete: z.boolean() }),
} as const satisfies { [Key in keyof StationSettings]: z.ZodType<NonNullable<StationSettings[Key]>> };

/** Each key read once and kept; what is written is kept only when its transaction holds. */
export function settingsTable(database: SqlDatabase, transactions: Transactions): StationStore['settings'] {
  const select = database.prepare('select value from settings where key = ?');
  const upsert = database.prepare(
    'insert into settings values (?, ?) on conflict do update set value = excluded.value',
  );
  const remove = database.prepare('delete from settings where key = ?');
  const kept = new Map<string, unknown>();
  transactions.onRollback(() => kept.clear());
  return {
    read: <Key extends keyof StationSettings>(key: Key): StationSettings[Key] => {
      if (!kept.has(key)) kept.set(key, readSetting(key, select.get(key)));
      // Only readSetting and write fill the map, both with the type that belongs to the key.
      return kept.get(key) as StationSettings[Key];
    },
    write: (key, value) =>
      transactions.run(() => {
        if (value === null) remove.run(key);
        else upsert.run(key, JSON.stringify(value));
        kept.set(key, value);
      }),
  };
}

function readSetting(key: keyof StationSettings, row: unknown): unknown {
  if (row === undefined) return null;
  const parsed = settingSchemas[key].safeParse(jsonOf(asRow(row), 'value'));
  if (!parsed.success) throw damaged(`settings.${key}`);
  return parsed.data;
}
