import { expect, test } from 'vitest';
import type { ScanAnswer, StationState } from '#shared/api/station.ts';
import type { DoorOperator } from '#shared/catalog/door-event.ts';
import { limits } from '#shared/kernel/limits.ts';
import { aDoorTier } from '#shared/testing/a-door-event.ts';
import { anId } from '#shared/testing/an-id.ts';
import { codeOf, type StationWorld, someTickets, stationWorld, testEvent } from '../testing/station-world.ts';

const kim: DoorOperator = { operatorId: anId('OperatorId', 1), name: 'Kim', role: 'door', pinHash: 'plain:1111' };
const sam: DoorOperator = { operatorId: anId('OperatorId', 2), name: 'Sam', role: 'supervisor', pinHash: 'plain:2222' };
const withOperators = () => stationWorld({ event: testEvent({ operators: [kim, sam] }) });
const scan = async (world: StationWorld, n: number, more: object = {}) =>
  // The contract of the verb is its answer; the tests read parts of it.
  (await world.post('scan', { text: codeOf(world.ticket(n)), via: 'scanner', ...more })).body as ScanAnswer;
const state = async (world: StationWorld) =>
  (await (await world.app.fetch(new Request('http://station.test/station/state'))).json()) as StationState;

test('[CK-23] the same code within three seconds is shown again and recorded once', async () => {
  using world = stationWorld();
  const first = await scan(world, 1);
  world.clock.advance(2_900);
  const second = await scan(world, 1);
  expect(second).toEqual({ ...first, repeated: true });
  expect((await state(world)).sync.unsent).toBe(1);
  world.clock.advance(3_000);
  expect(await scan(world, 1)).toMatchObject({ repeated: false, verdict: { rule: 'CK-14' } });
});

test('[CK-23] two people who hold their codes before the camera by turns are one scan each', async () => {
  using world = stationWorld();
  const first = await scan(world, 1);
  world.clock.advance(800);
  await scan(world, 2);
  world.clock.advance(800);
  expect(await scan(world, 1)).toEqual({ ...first, repeated: true });
  expect((await state(world)).sync.unsent).toBe(2);
});

test('[CK-25] an undone admission lets the ticket in again, and stays in the journal', async () => {
  using world = stationWorld();
  const { scanId } = await scan(world, 1);
  expect((await world.post('undo', { scanId, reason: 'wrong person' })).body).toEqual({ undone: scanId });
  expect((await state(world)).last[0]).toMatchObject({ scanId, undone: true });
  expect(await scan(world, 1)).toMatchObject({ repeated: false, verdict: { kind: 'admit' } });
  expect((await state(world)).counters).toMatchObject({ inside: 1 });
  expect((await state(world)).sync.unsent).toBe(3);
});

test('[CK-25] after two minutes it takes a supervisor', async () => {
  using world = withOperators();
  const { scanId } = await scan(world, 1);
  world.clock.advance(limits.undoWindowMs + 1);
  expect(await world.post('undo', { scanId, reason: 'late' })).toMatchObject({
    body: { error: { code: 'undo-too-late' } },
  });
  const supervisor = { operatorId: sam.operatorId, pin: '2222' };
  expect(await world.post('undo', { scanId, reason: 'late', supervisor })).toMatchObject({ status: 200 });
});

test('[CK-24] a supervisor overrides a refusal; who and why go into the journal', async () => {
  using world = withOperators();
  await scan(world, 1);
  world.clock.advance(10_000);
  const refused = await scan(world, 1);
  const override = { scanId: refused.scanId, operatorId: sam.operatorId, pin: '2222', reason: 'lost wristband' };
  expect(await world.post('override', override)).toMatchObject({
    status: 200,
    body: { verdict: { kind: 'admit', rule: 'CK-24', basis: 'override' } },
  });
  const [op] = world.opened.store.journal.after(1, 2, 1);
  expect(op?.body).toMatchObject({
    basis: 'override',
    override: { operatorId: sam.operatorId, reason: 'lost wristband' },
    operatorName: 'Sam',
  });
});

test('[CK-24] neither somebody of the door nor a forged code is enough for an override', async () => {
  using world = withOperators();
  await scan(world, 1);
  world.clock.advance(10_000);
  const refused = await scan(world, 1);
  const override = { scanId: refused.scanId, operatorId: kim.operatorId, pin: '1111', reason: 'please' };
  expect(await world.post('override', override)).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
  const unknown = (await world.post('scan', { text: 'no ticket', via: 'typed' })).body as ScanAnswer;
  expect(unknown.verdict).toMatchObject({ kind: 'refuse', rule: 'CK-1' });
  expect(
    await world.post('override', { ...override, scanId: unknown.scanId, operatorId: sam.operatorId, pin: '2222' }),
  ).toMatchObject({ body: { error: { code: 'override-not-allowed' } } });
});

test('[CK-46] five wrong PINs lock an operator, for longer than a restart; a supervisor unlocks', async () => {
  using world = withOperators();
  const wrong = () => world.post('signIn', { operatorId: kim.operatorId, pin: '0000' });
  for (let tries = 1; tries < limits.pinFailuresBeforeLock; tries++)
    expect(await wrong()).toMatchObject({ body: { error: { code: 'pin-wrong' } } });
  expect(await wrong()).toMatchObject({ body: { error: { code: 'pin-locked' } } });
  const right = { operatorId: kim.operatorId, pin: '1111' };
  expect(await world.post('signIn', right)).toMatchObject({ body: { error: { code: 'pin-locked' } } });
  expect(world.opened.store.settings.read('pinFailures')).toEqual({ [kim.operatorId]: 5 });
  await world.post('signIn', { operatorId: sam.operatorId, pin: '2222' });
  expect(await world.post('signIn', right)).toMatchObject({ status: 200, body: { operator: { name: 'Kim' } } });
});

test('[CK-27] verify mode answers and admits nobody', async () => {
  using world = stationWorld();
  await world.post('setMode', { direction: 'in', verify: true });
  expect(await scan(world, 1)).toMatchObject({ verify: true, verdict: { kind: 'admit' } });
  await world.post('setMode', { direction: 'in', verify: false });
  expect(await scan(world, 1)).toMatchObject({ verify: false, verdict: { kind: 'admit' } });
  expect((await state(world)).counters).toMatchObject({ inside: 1 });
});

test('[CK-21] [SY-11] who is inside may leave, and then the re-entry mode lets them in again', async () => {
  using world = stationWorld();
  await scan(world, 1);
  await world.post('setMode', { direction: 'out', verify: false });
  expect(await scan(world, 1)).toMatchObject({ verdict: { kind: 'admit', rule: 'CK-21', direction: 'out' } });
  expect((await state(world)).counters).toMatchObject({ inside: 0 });
  await world.post('setMode', { direction: 'in', verify: false });
  expect(await scan(world, 1)).toMatchObject({ verdict: { kind: 'admit', direction: 'in' } });
});

test('[CK-26] an order goes in together, each ticket with its own verdict', async () => {
  using world = stationWorld();
  await scan(world, 1);
  world.clock.advance(5_000);
  const orderId = world.ticket(1).orderId;
  const ticketIds = [world.ticket(1).ticketId, world.ticket(2).ticketId];
  const { answers } = (await world.post('scanOrder', { orderId, ticketIds })).body as { answers: ScanAnswer[] };
  expect(answers.map(answer => answer.verdict.kind)).toEqual(['refuse', 'admit']);
  expect(answers[1]?.ticket).toMatchObject({ orderAdmitted: 2, orderSize: 2 });
});

test('[CK-16] a question that was confirmed becomes an admission, and a second read within three seconds repeats it', async () => {
  const tier = aDoorTier({ proof: { kind: 'age', ageMin: 18, ageMax: null, what: null } });
  using world = stationWorld({ event: testEvent({ tiers: [tier] }) });
  expect(await scan(world, 1)).toMatchObject({ verdict: { kind: 'ask', questions: [{ kind: 'age' }] } });
  expect(await scan(world, 1, { confirmed: ['age'] })).toMatchObject({
    repeated: false,
    verdict: { kind: 'admit', confirmed: ['age'] },
  });
  expect(await scan(world, 1)).toMatchObject({ repeated: true, verdict: { kind: 'admit' } });
});

test('[TC-5] an imported code is found by its exact text', async () => {
  const tickets = someTickets(2, n => (n === 1 ? { importedCode: 'Ab 12-x' } : {}));
  using world = stationWorld({ tickets });
  const read = async (text: string) =>
    ((await world.post('scan', { text, via: 'scanner' })).body as ScanAnswer).verdict;
  expect(await read('ab 12-x')).toMatchObject({ rule: 'CK-1' });
  expect(await read('Ab 12-x\r\n')).toMatchObject({ kind: 'admit' });
});

test('search finds names without their accents, orders, and says what the door would say', async () => {
  const tickets = someTickets(60, n => (n === 7 ? { holder: 'José Müller', searchKey: 'jose muller 4242' } : {}));
  using world = stationWorld({ tickets });
  const hits = async (query: string) => (await world.post('search', { query })).body;
  expect(await hits('müll josé')).toMatchObject({ hits: [{ holder: 'José Müller', canAdmit: true }], more: false });
  expect(await hits('4242')).toMatchObject({ hits: [{ holder: 'José Müller' }] });
  expect(await hits('holder')).toMatchObject({ more: true, indexing: false });
  await scan(world, 7);
  expect(await hits('josé')).toMatchObject({ hits: [{ canAdmit: false, inside: true }] });
  expect((await world.post('order', { orderId: world.ticket(7).orderId })).body).toMatchObject({
    orderRef: 'R0004',
    tickets: [{ holder: 'José Müller' }, { holder: 'Holder 8' }],
  });
});

test('[CK-45] a child is asked for its guardian until the guardian is in the same room', async () => {
  const child = aDoorTier({
    tierId: anId('TierId', 3),
    number: 3,
    name: 'Child',
    child: { childrenPerGuardianMax: 2, guardianTierIds: [anId('TierId', 1)] },
  });
  const tickets = someTickets(2, n => (n === 2 ? { tierId: child.tierId, guardianTicketId: anId('TicketId', 1) } : {}));
  using world = stationWorld({ event: testEvent({ tiers: [aDoorTier(), child] }), tickets });
  expect(await scan(world, 2)).toMatchObject({ verdict: { kind: 'ask', questions: [{ kind: 'guardian' }] } });
  await scan(world, 1);
  expect(await scan(world, 2)).toMatchObject({ verdict: { kind: 'admit' } });
});

test('a restart shows what was shown, where it stood', async () => {
  using world = stationWorld();
  const answer = await scan(world, 1);
  expect(await state(world)).toMatchObject({
    place: { gateId: anId('GateId', 1) },
    last: [{ scanId: answer.scanId, ticket: { holder: 'Holder 1' } }],
    counters: { inside: 1, expected: 10, capacity: 480 },
    sync: { unsent: 1, roster: 'complete', rosterRows: 10 },
  });
});

test('what is not the contract is refused with the field', async () => {
  using world = stationWorld();
  expect(await world.post('scan', { via: 'scanner' })).toMatchObject({
    status: 400,
    body: { error: { code: 'bad-input', facts: { field: 'text' } } },
  });
  expect(await world.post('noSuchVerb', {})).toMatchObject({ status: 404 });
});
