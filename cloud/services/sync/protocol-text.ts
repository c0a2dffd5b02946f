import type { FeedCursor } from '#shared/sync/cursor.ts';
import { PROTOCOL_VERSION, type SnapshotLine } from '#shared/sync/protocol.ts';
import { toProtocol1 } from '#shared/sync/protocol-1.ts';

// Rows come from the database as JSON text and go out as they are. Only for a station of the version before (SY-5) are they read
// and said again in its words.

export function feedPageText(
  protocol: number,
  page: { readonly items: readonly string[]; readonly cursor: FeedCursor; readonly more: boolean },
): string {
  const rest = `"cursor":${JSON.stringify(page.cursor)},"more":${page.more}`;
  return inProtocol(protocol, `{"kind":"page","items":[${page.items.join(',')}],${rest}}`);
}

export function snapshotLineText(protocol: number, line: SnapshotLine): string {
  return inProtocol(protocol, JSON.stringify(line));
}

/** A page whose rows are already JSON text. */
export function snapshotRowsText(
  protocol: number,
  page: { readonly line: 'tickets' | 'scans'; readonly rows: string; readonly after: string },
): string {
  return inProtocol(protocol, `{"line":"${page.line}","rows":[${page.rows}],"after":${JSON.stringify(page.after)}}`);
}

function inProtocol(protocol: number, text: string): string {
  // Made by us a moment ago, in today's version.
  return protocol === PROTOCOL_VERSION ? text : JSON.stringify(toProtocol1(JSON.parse(text)));
}
