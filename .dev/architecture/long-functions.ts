/**
 * Functions over 60 lines, each with its reason. The figure only ever shrinks: when a function gets shorter, so does its entry, and
 * at 60 the entry goes.
 */
export const longFunctions: Readonly<Record<string, { readonly lines: number; readonly reason: string }>> = {
  '.dev/bench-door/first-sync.ts benchFirstSync': {
    lines: 80,
    reason: 'a measurement from its first to its last figure',
  },
  'cloud/services/holds/create-combiner.ts createCombiner': {
    lines: 76,
    reason: 'makes one thing out of small functions that share its state; none of them is long',
  },
  'cloud/services/mail/load-letter.ts loadAbout': { lines: 80, reason: 'one case for each kind of mail' },
  'cloud/testing/app.ts testApp': {
    lines: 73,
    reason: 'makes one thing out of small functions that share its state; none of them is long',
  },
  'cloud/testing/selling-cloud.ts sellingCloud': {
    lines: 75,
    reason: 'makes one thing out of small functions that share its state; none of them is long',
  },
  'cloud/testing/shop/an-evening.ts anEvening': { lines: 64, reason: 'a story, told in order' },
  'cloud/testing/shop/open-shop.ts openShop': {
    lines: 64,
    reason: 'makes one thing out of small functions that share its state; none of them is long',
  },
  'desktop/testing/cloud-station.ts cloudStation': {
    lines: 96,
    reason: 'makes one thing out of small functions that share its state; none of them is long',
  },
  'desktop/testing/crash-anywhere.sqlite.test.ts night': { lines: 65, reason: 'one night as a scheduler' },
  'desktop/testing/crashing-database.ts crashingDatabase': {
    lines: 62,
    reason: 'makes one thing out of small functions that share its state; none of them is long',
  },
  'desktop/testing/synced-station.ts syncedStation': {
    lines: 93,
    reason: 'makes one thing out of small functions that share its state; none of them is long',
  },
  'fixtures/demo/fill-event.ts fillCatalogue': { lines: 89, reason: 'an event of the demo, filled in order' },
  'fixtures/simulators/stripe/browser/stripe-stand-in.js (unnamed)': {
    lines: 103,
    reason: 'one script without imports, as browsers load it',
  },
  'fixtures/simulators/stripe/create-stripe-simulator.ts createStripeSimulator': {
    lines: 66,
    reason: 'makes one thing out of small functions that share its state; none of them is long',
  },
  'fixtures/simulators/stripe/deliver.ts createDelivery': {
    lines: 62,
    reason: 'makes one thing out of small functions that share its state; none of them is long',
  },
  'fixtures/simulators/stripe/objects/checkout-session.ts buildCheckoutSession': {
    lines: 74,
    reason: 'one object of the provider, field by field',
  },
};
