import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PROTOCOL_VERSION, PROTOCOL_VERSION_FLOOR } from './protocol.ts';
import { fromProtocol1, opBodyFromProtocol1, toProtocol1 } from './protocol-1.ts';
import { protocolHistory } from './protocol-history.ts';
import { wireSchemas } from './wire-schemas.ts';

type Recorded = { readonly schema: keyof typeof wireSchemas; readonly message: unknown };

function recorded(version: number): readonly (Recorded & { readonly name: string })[] {
  const folder = new URL(`../../fixtures/sync/v${version}/`, import.meta.url);
  return readdirSync(folder).map(name => ({ name, ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }));
}

function schemaHash(): string {
  // What a schema says about itself for readers is no part of the wire.
  const told = new Set(['description', 'title', 'examples', 'example']);
  const schemas = Object.entries(wireSchemas).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
  ]);
  const text = JSON.stringify(schemas, (key, value) =>
    told.has(key) && typeof value === 'string' ? undefined : value,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

test('[SY-5] the wire schemas changed only together with PROTOCOL_VERSION, its history and recorded messages', () => {
  expect(protocolHistory.map(line => line.version)).toEqual(
    Array.from({ length: PROTOCOL_VERSION }, (_, index) => index + 1),
  );
  expect(protocolHistory.at(-1)?.schemaHash).toBe(schemaHash());
  expect(PROTOCOL_VERSION - PROTOCOL_VERSION_FLOOR).toBe(1);
});

describe('[SY-5] recorded messages', () => {
  test.each(recorded(2))('of version 2 still parse: $name', ({ schema, message }) => {
    expect(wireSchemas[schema].parse(message)).toEqual(message);
  });

  test.each(recorded(1))('of version 1 still parse once converted: $name', ({ schema, message }) => {
    const converted = schema === 'opBody' ? opBodyFromProtocol1(message) : fromProtocol1(message);
    expect(wireSchemas[schema].safeParse(converted)).toMatchObject({ success: true });
  });

  test.each(recorded(2))(
    'of version 2 are told to a version 1 station without what it does not know: $name',
    recording => {
      const { schema } = recording;
      if (schema !== 'feedResponse' && schema !== 'snapshotLine') return;
      const told = toProtocol1(wireSchemas[schema].parse(recording.message));
      expect(JSON.stringify(told)).not.toMatch(/"accent"|"operatorName"/);
      expect(wireSchemas[schema].safeParse(fromProtocol1(told))).toMatchObject({ success: true });
    },
  );
});
