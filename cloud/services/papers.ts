import type { DocumentContent } from '#shared/api/documents.ts';
import type { LetterBrand, LetterEvent } from '#shared/api/letter.ts';
import type { Language } from '#shared/catalog/languages.ts';
import type { OrgId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { EvidenceSection } from '#shared/orders/plan-evidence.ts';

export type PaperTicket = {
  readonly number: number;
  readonly count: number;
  /** What the QR says. */
  readonly code: string;
  readonly tierName: string;
  readonly holder: string | null;
  readonly seat: string | null;
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
};

/** Tickets on paper, one to a page. */
export type TicketPaper = {
  readonly language: Language;
  readonly brand: Omit<LetterBrand, 'logo'>;
  readonly event: LetterEvent;
  readonly orderRef: string;
  /** When it was drawn: what the file says of itself. */
  readonly drawnAt: Instant;
  readonly tickets: readonly PaperTicket[];
};

/** OR-15: what is said against a dispute. */
export type EvidencePaper = {
  readonly disputeId: string;
  readonly organization: string;
  readonly drawnAt: Instant;
  readonly summary: string;
  readonly sections: readonly EvidenceSection[];
};

/** Paper: PDFs to print or keep, for an organization. Refuses `busy` where too many wait for theirs already. */
export type Papers = {
  tickets(orgId: OrgId, paper: TicketPaper): Promise<Uint8Array>;
  document(orgId: OrgId, paper: DocumentContent): Promise<Uint8Array>;
  evidence(orgId: OrgId, paper: EvidencePaper): Promise<Uint8Array>;
};
