import { type MirrorScan, type MirrorTicket, mirrorScanSchema, mirrorTicketSchema } from '#shared/admission/mirror.ts';
import { orderStates } from '#shared/catalog/order-states.ts';
import { ticketStates } from '#shared/tickets/ticket-actions.ts';

/**
 * Rows of a download, or null when one of them is not what it should be. A million rows come this way, so that a row in its plain form
 * is checked by hand; whatever differs from it is left to the schema.
 */
export function parseTickets(rows: readonly unknown[]): MirrorTicket[] | null {
  return parseRows(rows, isPlainTicket, mirrorTicketSchema);
}

export function parseScans(rows: readonly unknown[]): MirrorScan[] | null {
  return parseRows(rows, isPlainScan, mirrorScanSchema);
}

function parseRows<T>(
  rows: readonly unknown[],
  isPlain: (raw: unknown) => raw is T,
  schema: { safeParse(raw: unknown): { success: true; data: T } | { success: false } },
): T[] | null {
  const parsed: T[] = [];
  for (const raw of rows) {
    if (isPlain(raw)) {
      parsed.push(raw);
      continue;
    }
    const result = schema.safeParse(raw);
    if (!result.success) return null;
    parsed.push(result.data);
  }
  return parsed;
}

const idTail = '[0-9A-HJKMNP-TV-Z]{25}[048CGMRW]$';
const patterns = {
  ticket: new RegExp(`^tkt_${idTail}`),
  tier: new RegExp(`^tir_${idTail}`),
  order: new RegExp(`^ord_${idTail}`),
  op: new RegExp(`^op_${idTail}`),
  checkpoint: new RegExp(`^chk_${idTail}`),
  gate: new RegExp(`^gat_${idTail}`),
  station: new RegExp(`^sta_${idTail}`),
  instant: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
};

const is = (pattern: RegExp, value: unknown) => typeof value === 'string' && pattern.test(value);
const isOrNull = (pattern: RegExp, value: unknown) => value === null || is(pattern, value);
const isText = (value: unknown) => typeof value === 'string';
const isTextOrNull = (value: unknown) => value === null || typeof value === 'string';
const knownTicketStates = new Set<unknown>(ticketStates);
const knownOrderStates = new Set<unknown>(orderStates);

type Columns<T> = { readonly [Key in keyof T]: unknown };

/** A ticket as nearly all are: no window, no answers, nothing special. */
function isPlainTicket(raw: unknown): raw is MirrorTicket {
  if (typeof raw !== 'object' || raw === null) return false;
  // Every column is looked at below before the row is believed.
  const row = raw as Columns<MirrorTicket>;
  return (
    is(patterns.ticket, row.ticketId) &&
    is(patterns.tier, row.tierId) &&
    knownTicketStates.has(row.state) &&
    isOrNull(patterns.instant, row.stateSince) &&
    typeof row.disputed === 'boolean' &&
    isTextOrNull(row.blocked) &&
    isOrNull(patterns.order, row.orderId) &&
    isTextOrNull(row.orderRef) &&
    knownOrderStates.has(row.orderState) &&
    Number.isSafeInteger(row.orderSize) &&
    Number(row.orderSize) >= 0 &&
    isTextOrNull(row.holder) &&
    isTextOrNull(row.seat) &&
    isText(row.searchKey) &&
    row.window === null &&
    isOrNull(patterns.ticket, row.guardianTicketId) &&
    isTextOrNull(row.importedCode) &&
    isTextOrNull(row.attention) &&
    Array.isArray(row.missingAnswers) &&
    row.missingAnswers.length === 0 &&
    isEmptyObject(row.answers)
  );
}

function isPlainScan(raw: unknown): raw is MirrorScan {
  if (typeof raw !== 'object' || raw === null) return false;
  // Every column is looked at below before the row is believed.
  const row = raw as Columns<MirrorScan>;
  return (
    is(patterns.op, row.scanId) &&
    is(patterns.ticket, row.ticketId) &&
    is(patterns.checkpoint, row.checkpointId) &&
    isOrNull(patterns.gate, row.gateId) &&
    isOrNull(patterns.station, row.stationId) &&
    isTextOrNull(row.gateName) &&
    isTextOrNull(row.stationName) &&
    (row.kind === 'in' || row.kind === 'out' || row.kind === 'undo') &&
    isOrNull(patterns.op, row.undoes) &&
    is(patterns.instant, row.at) &&
    typeof row.override === 'boolean' &&
    isTextOrNull(row.operatorName)
  );
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
