import type { DocumentContent } from '#shared/api/documents.ts';
import type { EvidencePaper, TicketPaper } from '../../services/papers.ts';
import { drawDocument } from './draw-document.ts';
import { drawEvidence } from './draw-evidence.ts';
import { drawTickets } from './draw-tickets.ts';

/** A paper that is to be drawn: plain data, so that it can be handed to a thread. */
export type PaperWanted =
  | { readonly kind: 'tickets'; readonly paper: TicketPaper }
  | { readonly kind: 'document'; readonly paper: DocumentContent }
  | { readonly kind: 'evidence'; readonly paper: EvidencePaper };

export type DrawPaper = (wanted: PaperWanted) => Promise<Uint8Array>;

/** Draws here and now, which holds up whatever else this thread does. With the product's own fonts, and nothing fetched. */
export function drawPaper(wanted: PaperWanted): Promise<Uint8Array> {
  switch (wanted.kind) {
    case 'tickets':
      return drawTickets(wanted.paper);
    case 'document':
      return drawDocument(wanted.paper);
    case 'evidence':
      return drawEvidence(wanted.paper);
  }
}
