import { describe, expect, test } from 'vitest';
import { addMs, parseInstant } from '../kernel/instant.ts';
import { type EvidenceFacts, type PriorSale, planEvidence } from './plan-evidence.ts';

const openedAt = parseInstant('2026-11-22T12:00:00Z');
const daysBefore = (days: number) => addMs(openedAt, -days * 86_400_000);
const prior = (n: number, days: number, over: Partial<PriorSale> = {}): PriorSale => ({
  chargeId: `ch_${n}`,
  ref: `AAA${n}`,
  paidAt: daysBefore(days),
  amountMinor: 2_800,
  email: 'jonas.beck@example.org',
  address: '198.51.100.7',
  device: null,
  ...over,
});
const facts = (over: Partial<EvidenceFacts> = {}): EvidenceFacts => ({
  dispute: { disputeId: 'du_1', reason: 'fraudulent', openedAt },
  organization: 'Lantern Theatre',
  event: { title: 'Twelfth Night', venue: '', startsAt: daysBefore(3), date: '2026-11-19' },
  order: {
    ref: 'K7M2P',
    placedAt: daysBefore(10),
    paid: 'EUR 58.00',
    buyer: { name: 'Jonas Beck', email: 'jonas.beck@example.org', phone: null, address: null },
    lines: ['2 × Stalls'],
  },
  checkout: { termsText: null, termsAcceptedAt: null, address: '198.51.100.7', device: null },
  mails: [],
  scans: [],
  refunds: [],
  prior: [],
  ...over,
});

describe('[OR-15] evidence', () => {
  test('says what is known, and leaves out what is not instead of sending it empty', () => {
    const { fields, sections } = planEvidence(facts());
    expect(Object.values(fields).every(text => text.trim() !== '')).toBe(true);
    expect(fields).toMatchObject({ customer_name: 'Jonas Beck', customer_purchase_ip: '198.51.100.7' });
    expect(Object.keys(fields)).not.toContain('access_activity_log');
    expect(sections.map(({ title }) => title)).toEqual(['The sale', 'At checkout']);
  });
  test('tells who went in when, at which gate, scanned by whom', () => {
    const scan = {
      at: daysBefore(3),
      holder: 'Otto Weiss',
      gate: 'Gate 1',
      station: 'Door left',
      operator: 'Mara',
      direction: 'in' as const,
    };
    expect(planEvidence(facts({ scans: [scan] })).fields.access_activity_log).toBe(
      '2026-11-19T12:00:00.000Z entered at Gate 1, ticket of Otto Weiss (Door left, Mara)',
    );
  });
  test('tells when the terms were accepted, with their words on paper', () => {
    const checkout = {
      termsText: 'No returns.\nDoors at six.',
      termsAcceptedAt: daysBefore(10),
      address: null,
      device: null,
    };
    const { fields, sections } = planEvidence(facts({ checkout }));
    expect(fields.refund_policy_disclosure).toContain('2026-11-12T12:00:00.000Z');
    expect(sections.at(-1)).toEqual({ title: 'The terms that were accepted', lines: ['No returns.', 'Doors at six.'] });
  });
});

describe('[OR-15] two undisputed sales to the same buyer from the same place, 120 to 365 days before', () => {
  const compelling = (sales: readonly PriorSale[], over: Partial<EvidenceFacts> = {}) =>
    planEvidence(facts({ prior: sales, ...over })).compelling?.prior.map(({ charge }) => charge) ?? null;
  test('are named to the card scheme', () => {
    expect(compelling([prior(1, 120), prior(2, 365)])).toEqual(['ch_1', 'ch_2']);
  });
  test('one is not enough; nor are sales too young, too old, from elsewhere, or of somebody else', () => {
    expect(compelling([prior(1, 200)])).toBeNull();
    expect(compelling([prior(1, 200), prior(2, 119)])).toBeNull();
    expect(compelling([prior(1, 200), prior(2, 366)])).toBeNull();
    expect(compelling([prior(1, 200), prior(2, 210, { address: '203.0.113.1' })])).toBeNull();
    expect(compelling([prior(1, 200), prior(2, 210, { email: 'other@example.org' })])).toBeNull();
  });
  test('say nothing against a complaint that is not about fraud', () => {
    const dispute = { disputeId: 'du_1', reason: 'product_not_received', openedAt };
    expect(compelling([prior(1, 200), prior(2, 210)], { dispute })).toBeNull();
  });
});
