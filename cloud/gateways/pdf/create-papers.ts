import type { Papers } from '../../services/papers.ts';
import { drawDocument } from './draw-document.ts';
import { drawEvidence } from './draw-evidence.ts';
import { drawTickets } from './draw-tickets.ts';

/** PDFs drawn in this process, with the product's own fonts and nothing fetched. */
export function createPapers(): Papers {
  return {
    tickets: paper => drawTickets(paper),
    document: content => drawDocument(content),
    evidence: paper => drawEvidence(paper),
  };
}
