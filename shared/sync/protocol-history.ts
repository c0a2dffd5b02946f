/**
 * One line a version: what changed on the wire, and the hash of all wire schemas. A schema that changed without a new version fails
 * its test; a new version comes with recorded messages in `fixtures/sync/vN`.
 */
export const protocolHistory: readonly {
  readonly version: number;
  readonly what: string;
  readonly schemaHash: string;
}[] = [
  { version: 1, what: 'Snapshot, feed, operations and live events.', schemaHash: 'not kept' },
  {
    version: 2,
    what: 'Scans carry the name of the operator, an event the accent of its organization.',
    schemaHash: '95af7f409c900744',
  },
];
