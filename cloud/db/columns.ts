import { char, customType, text } from 'drizzle-orm/pg-core';
import type { Id, IdName } from '#shared/kernel/ids.ts';
import { type Instant, instantFromMs } from '#shared/kernel/instant.ts';

/** An instant: `timestamptz` in the table, canonical text in the program. */
export const instantColumn = customType<{ data: Instant; driverData: string | Date }>({
  dataType: () => 'timestamp with time zone',
  toDriver: value => value,
  fromDriver: value => instantFromMs(new Date(value).getTime()),
});

export const bytesColumn = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: value => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  fromDriver: value => new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
});

/** A text column that holds ids of one kind. The check that they are well formed was made where they came in. */
export function idColumn<Name extends IdName>(column: string, _name: Name) {
  return text(column).$type<Id<Name>>();
}

export function currencyColumn(column: string) {
  return char(column, { length: 3 });
}
