import { expect, test } from 'vitest';
import type { StationId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { pairedStation, scanBody, stationOf, testDoor, testJournal } from '../../testing/door.ts';

const cloud = await testApp(await testDatabase());
const door = await testDoor(cloud, cloud.a, { tickets: 2 });
const foreign = await testDoor(cloud, cloud.b, { tickets: 1 });

type Started = { pairingId: string; code: string; pollSecret: string };
const ask = async (body: object = {}, headers: Record<string, string> = {}) =>
  cloud.call(
    null,
    'POST',
    '/api/station/pairings',
    { stationName: 'Laptop', previousToken: null, ...body },
    { headers },
  );
const askOne = async (body: object = {}) => (await ask(body)).body as Started;
const approve = (code: string, over: object = {}) =>
  cloud.call(cloud.a.organizer, 'POST', `/api/orgs/${cloud.a.orgId}/stations`, {
    code,
    eventIds: [door.eventId],
    gate: null,
    ...over,
  });
const poll = async ({ pairingId, pollSecret }: Started) =>
  cloud.call(null, 'POST', '/api/station/pairings/poll', { pairingId, pollSecret });

test('[SY-12] a station shows a code, an organizer approves it, and a lost answer costs no new code', async () => {
  const started = await askOne();
  expect(started.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  expect((await poll(started)).body).toEqual({ state: 'waiting' });
  const approved = await approve(started.code.toLowerCase().replace('-', ' '));
  expect(approved.status).toBe(201);
  const first = await poll(started);
  expect(first.body).toMatchObject({ state: 'approved', scope: { orgId: cloud.a.orgId, eventIds: [door.eventId] } });
  const second = await poll(started);
  expect(second.body).toMatchObject({ state: 'approved' });
  const { scope } = second.body as { scope: { stationId: StationId } };
  // Whichever of the answers arrived in the end, its token is good, and both mean the same station.
  for (const { body } of [first, second]) {
    const said = await stationOf(cloud, (body as { deviceToken: string }).deviceToken, scope.stationId, 2).get(
      '/api/station/hello',
    );
    expect(said.body).toMatchObject({ scope: { stationId: scope.stationId } });
  }
  for (let n = 0; n < 3; n++) expect((await poll(started)).body).toMatchObject({ state: 'approved' });
  expect((await poll(started)).body).toEqual({ state: 'expired' });
  const { deviceToken } = first.body as { deviceToken: string };
  const tables = await cloud.root.query('select token_hash from app.device_tokens');
  expect(tables.rows.some(row => row.token_hash.toString('utf8').includes(deviceToken))).toBe(false);
});

test('[SY-12] nobody collects again after a revocation, after ten minutes, or with another secret', async () => {
  const revoked = await askOne();
  await approve(revoked.code);
  const { scope } = (await poll(revoked)).body as { scope: { stationId: string } };
  expect((await poll({ ...revoked, pollSecret: 'another' })).status).toBe(404);
  await cloud.call(cloud.a.owner, 'POST', `/api/orgs/${cloud.a.orgId}/stations/${scope.stationId}/revoke`);
  expect((await poll(revoked)).body).toEqual({ state: 'expired' });
  const late = await askOne();
  await approve(late.code);
  await poll(late);
  const before = cloud.clock.now;
  cloud.clock.now = addMs(before, limits.pairingCodeLivesMs);
  expect((await poll(late)).body).toEqual({ state: 'expired' });
  cloud.clock.now = before;
});

test('[SY-13] an organizer turns a station away, once, and it is told so', async () => {
  const refuse = (code: string, as = cloud.a.organizer) =>
    cloud.call(as, 'POST', `/api/orgs/${cloud.a.orgId}/stations/refuse`, { code });
  const started = await askOne({ stationName: 'Not ours' });
  expect((await refuse(started.code, cloud.a.door)).status).toBe(403);
  const refused = await refuse(started.code);
  expect(refused.body).toEqual({ pairingId: started.pairingId, stationName: 'Not ours' });
  expect((await poll(started)).body).toEqual({ state: 'refused' });
  for (const again of [await refuse(started.code), await approve(started.code)])
    expect(again.body).toMatchObject({ error: { code: 'pairing-used' } });
  expect((await refuse('0000-0000')).body).toMatchObject({ error: { code: 'pairing-unknown' } });
  const { rows } = await cloud.root.query("select target from app.audit where verb = 'station.refuse-pairing'");
  expect(rows).toEqual([{ target: started.pairingId }]);
});

test('a code is good once, for ten minutes, and guessing tells nothing', async () => {
  const started = await askOne();
  await approve(started.code);
  expect((await approve(started.code)).body).toMatchObject({ error: { code: 'pairing-used' } });
  expect((await approve('0000-0000')).body).toMatchObject({ error: { code: 'pairing-unknown' } });
  const late = await askOne();
  const before = cloud.clock.now;
  cloud.clock.now = addMs(before, limits.pairingCodeLivesMs);
  expect((await approve(late.code)).body).toMatchObject({ error: { code: 'pairing-expired' } });
  expect((await poll(late)).body).toEqual({ state: 'expired' });
  cloud.clock.now = before;
});

test('an approval names events and a gate of its own organization, by somebody who may pair', async () => {
  const { code } = await askOne();
  expect((await approve(code, { eventIds: [foreign.eventId] })).status).toBe(404);
  expect((await approve(code, { gate: { eventId: foreign.eventId, gateId: foreign.gateIds[0] } })).status).toBe(400);
  expect((await approve(code, { gate: { eventId: door.eventId, gateId: foreign.gateIds[0] } })).status).toBe(404);
  const byDoor = await cloud.call(cloud.a.door, 'POST', `/api/orgs/${cloud.a.orgId}/stations`, {
    code,
    eventIds: [door.eventId],
    gate: null,
  });
  expect(byDoor.status).toBe(403);
  expect((await approve(code)).status).toBe(201);
});

test('one address may not fill the list of open pairings', async () => {
  const headers = { 'test-address': '203.0.113.9' };
  for (let n = 0; n < limits.pairingsOpenPerAddressMax; n++) expect((await ask({}, headers)).status).toBe(201);
  expect((await ask({}, headers)).status).toBe(429);
  expect((await ask()).status).toBe(201);
});

test('[SY-4] a revoked station is told so, may hand in its journal, and reads no roster', async () => {
  const station = await pairedStation(cloud, door);
  const path = `/api/orgs/${cloud.a.orgId}/stations/${station.stationId}/revoke`;
  expect((await cloud.call(cloud.a.owner, 'POST', path)).body).toMatchObject({ state: 'revoked' });
  for (const get of ['hello', `snapshot?eventId=${door.eventId}`, `feed?eventId=${door.eventId}&cursor=x`, 'live']) {
    const refused = await station.get(`/api/station/${get}`);
    expect(refused.body).toMatchObject({ error: { code: 'station-revoked' } });
    expect(refused.headers.get('foyer-time')).toBe(cloud.clock.now);
  }
  const journal = testJournal(cloud);
  const [ticketId] = door.ticketIds;
  const ops = [journal.append(scanBody(door, ticketId ?? null))];
  const told = await station.post('/api/station/ops', { protocol: 2, journalId: journal.journalId, ops });
  expect(told.body).toMatchObject({ answers: [{ seq: 1, outcome: 'applied' }], lastSeq: 1 });
  const { rows } = await cloud.root.query('select after_revocation from app.scans where station_id = $1', [
    station.stationId,
  ]);
  expect(rows).toEqual([{ after_revocation: true }]);
});

test('[SY-4] a revoked station that pairs again with its own organization goes on with its journal', async () => {
  const station = await pairedStation(cloud, door, { name: 'North' });
  await cloud.call(cloud.a.owner, 'POST', `/api/orgs/${cloud.a.orgId}/stations/${station.stationId}/revoke`);
  const again = await pairedStation(cloud, door, { name: 'North again', previousToken: station.token });
  expect(again.stationId).toBe(station.stationId);
  expect((await again.get('/api/station/hello')).status).toBe(200);
  expect((await station.get('/api/station/hello')).body).toMatchObject({ error: { code: 'station-revoked' } });
});

test('[SY-4] a station that owes one organization its journal is not taken by another', async () => {
  const station = await pairedStation(cloud, foreign);
  const { code } = await askOne({ previousToken: station.token });
  const refused = await approve(code);
  expect(refused.body).toMatchObject({ error: { code: 'station-unsent', facts: { stationName: 'Laptop' } } });
  expect(refused.text).not.toContain(cloud.b.orgId);
});

test('a token that is none, garbled or of a person opens nothing', async () => {
  for (const token of ['fst_nothing-of-this-kind-is-there', 'x', cloud.a.owner.token]) {
    const refused = await stationOf(cloud, token, (await pairedStation(cloud, door)).stationId, 2).get(
      '/api/station/hello',
    );
    expect(refused.status).toBe(401);
  }
});

test('[SY-5] the version before is served; older and newer ones are told so', async () => {
  const { token, stationId } = await pairedStation(cloud, door);
  const say = async (protocol: number) =>
    (await stationOf(cloud, token, stationId, protocol).get('/api/station/hello')).body;
  expect(await say(2)).toMatchObject({ protocol: { current: 2, floor: 1 } });
  expect(await say(1)).toMatchObject({ protocol: { current: 2, floor: 1 } });
  expect(await say(0)).toMatchObject({ error: { code: 'protocol-too-old' } });
  expect(await say(3)).toMatchObject({ error: { code: 'protocol-unknown' } });
});

test('the list of stations says when each was seen and what it owes; another organization sees none of them', async () => {
  const station = await pairedStation(cloud, door, { name: 'South' });
  cloud.clock.now = addMs(cloud.clock.now, 60_000);
  await station.get('/api/station/hello', { 'foyer-unsent': '17' });
  const { body } = await cloud.call(cloud.a.door, 'GET', `/api/orgs/${cloud.a.orgId}/stations`);
  const { items } = body as { items: { stationId: string }[] };
  expect(items.find(item => item.stationId === station.stationId)).toMatchObject({
    name: 'South',
    lastSeenAt: cloud.clock.now,
    unsent: 17,
    protocol: 2,
    gateId: door.gateIds[0],
  });
  const theirs = await cloud.call(cloud.b.owner, 'GET', `/api/orgs/${cloud.b.orgId}/stations`);
  expect(theirs.text).not.toContain(cloud.a.orgId);
  expect(theirs.text).not.toContain(station.stationId);
});
