import { createHash } from 'node:crypto';
import { limits } from '#shared/kernel/limits.ts';
import type { Papers } from '../../services/papers.ts';
import { createPaperLine } from './create-paper-line.ts';
import { createPaperShelf } from './create-paper-shelf.ts';
import type { DrawPaper, PaperWanted } from './draw-paper.ts';

/** DO-4: papers by way of a line that is fair and short, each drawn once for whoever asks for the same one within a moment. */
export function createPapers({ draw, nowMs }: { readonly draw: DrawPaper; readonly nowMs: () => number }): Papers {
  const inLine = createPaperLine({
    waitingMax: limits.papersWaitingPerOrganizationMax,
    waitingInAllMax: limits.papersWaitingMax,
    retryAfterMs: limits.papersRetryAfterMs,
  });
  const shelf = createPaperShelf({
    keptMs: limits.paperKeptMs,
    bytesMax: limits.papersKeptBytesPerOrganizationMax,
    bytesInAllMax: limits.papersKeptBytesMax,
    nowMs,
  });
  const take = (orgId: string, wanted: PaperWanted) =>
    shelf.take(orgId, keyOf(orgId, wanted), () => inLine(orgId, () => draw(wanted)));
  return {
    tickets: (orgId, paper) => take(orgId, { kind: 'tickets', paper }),
    document: (orgId, paper) => take(orgId, { kind: 'document', paper }),
    evidence: (orgId, paper) => take(orgId, { kind: 'evidence', paper }),
  };
}

/** By all that is to be read on it: when any of it is another, it is another paper. When it is drawn nobody reads on tickets. */
function keyOf(orgId: string, wanted: PaperWanted): string {
  const read = wanted.kind === 'tickets' ? { ...wanted.paper, drawnAt: null } : wanted.paper;
  return createHash('sha256')
    .update(JSON.stringify([orgId, wanted.kind, read]))
    .digest('base64');
}
