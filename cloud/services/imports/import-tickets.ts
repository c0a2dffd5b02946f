import { createHash } from 'node:crypto';
import { type ImportView, importQuerySchema } from '#shared/api/imports.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { planImport } from '#shared/tickets/plan-import.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { actorName, audit } from '../../db/audit.ts';
import { imports } from '../../db/tables/orders.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOpenEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadImportFacts } from './load-import-facts.ts';
import { type ForeignFile, readForeignRows } from './read-foreign-rows.ts';
import { recordImportedTickets } from './record-imported-tickets.ts';

const badRowsShown = 1_000;

/** TC-5, TC-7: another seller's barcodes become tickets, or a report says row by row why not. Nothing is half done. */
export async function importTickets(
  ctx: Ctx,
  eventId: EventId,
  rawQuery: unknown,
  chunks: AsyncIterable<Uint8Array>,
): Promise<ImportView> {
  requirePermission(ctx, 'tickets:import');
  const query = importQuerySchema.parse(rawQuery);
  const file = await readForeignRows(chunks);
  const work = (tx: Tx) => importFile(tx, ctx, eventId, query, file);
  return withTenant(
    ctx.db,
    ctx.orgId,
    tx => {
      if (query.mode === 'dry-run') return work(tx);
      const once = { verb: 'ticket.import', key: query.importId, input: { eventId, query, file: digest(file) } };
      return answerOnce(tx, ctx, once, () => work(tx));
    },
    { statementTimeoutMs: 60_000, idleTimeoutMs: 60_000 },
  );
}

function digest(file: ForeignFile): string {
  return createHash('sha256').update(JSON.stringify(file)).digest('base64url');
}

async function importFile(
  tx: Tx,
  ctx: Ctx,
  eventId: EventId,
  query: ReturnType<typeof importQuerySchema.parse>,
  file: ForeignFile,
): Promise<ImportView> {
  await loadOpenEvent(tx, ctx.orgId, eventId);
  const facts = await loadImportFacts(tx, ctx.orgId, eventId, file.rows, query.tierId ?? null);
  const { good, bad: badRows } = planImport(file.rows, facts);
  const bad = file.broken === null ? badRows : [...badRows, file.broken];
  const complete = file.broken === null && (query.mode === 'good-rows' || bad.length === 0);
  const view: ImportView = {
    importId: query.importId,
    eventId,
    fileName: query.fileName,
    written: query.mode !== 'dry-run' && complete && good.length > 0,
    rowsGood: good.length,
    rowsBad: bad.length,
    badRows: bad.slice(0, badRowsShown),
    createdAt: ctx.now,
  };
  if (!view.written) return view;
  const { badRows: report, written: _written, ...row } = view;
  await tx.insert(imports).values({ ...row, orgId: ctx.orgId, report, importedBy: actorName(ctx.actor) });
  await recordImportedTickets(tx, ctx, eventId, query.importId, good);
  await audit(tx, ctx, { verb: 'ticket.import', target: query.importId, before: null, after: row });
  return view;
}
